namespace Polytask.Cli.Tests.Documentation;

/// <summary>A link leads somewhere.</summary>
public sealed class LinkTests
{
    public static TheoryData<string> Pages() => [.. Page.All.Select(page => page.Path)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_to_files_and_headings_that_are_there(string page) => Assert.Empty(Dead(Page.Of(page)));

    [Theory]
    [InlineData("[a](nowhere.md)")]
    [InlineData("[a](README.md#no-such-heading)")]
    [InlineData("[a](#no-such-heading)")]
    [InlineData("<img alt=\"a\" src=\"nowhere.png\">")]
    public void A_planted_dead_link_is_found(string text) => Assert.Single(Dead(Page.Planted($"# A heading\n\n{text}\n")));

    [Fact]
    public void A_planted_live_link_is_fine() =>
        Assert.Empty(Dead(Page.Planted("# A heading, two\n\n[a](#a-heading-two) [b](https://example.org) [c](LICENSE) `[d](e)`\n")));

    private static IEnumerable<string> Dead(Page page) =>
        from link in page.Links
        where !link.Target.Contains("://", StringComparison.Ordinal)
        let parts = link.Target.Split('#', 2)
        let path = parts[0].Length == 0 ? page.Path : Path.GetRelativePath(".", Path.Combine(Path.GetDirectoryName(page.Path)!, parts[0])).Replace('\\', '/')
        let there = parts[0].Length == 0 || Path.Exists(Path.Combine(Repository.Root, path))
        let target = parts[0].Length == 0 ? page : Page.All.FirstOrDefault(other => other.Path == path)
        where !there || (parts.Length == 2 && target?.Anchors.Contains(parts[1]) != true)
        select $"{page.Path}:{link.Line}  {link.Target}";
}
