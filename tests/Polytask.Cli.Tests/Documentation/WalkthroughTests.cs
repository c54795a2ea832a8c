namespace Polytask.Cli.Tests.Documentation;

/// <summary>
/// What the pages say to do works, and prints what they show. After a change that is meant, <c>POLYTASK_APPROVE=1</c> puts what was
/// printed into the pages, translations included.
/// </summary>
[Collection(nameof(Clone))]
public sealed class WalkthroughTests
{
    private static readonly bool Approve = Environment.GetEnvironmentVariable("POLYTASK_APPROVE") == "1";

    public static TheoryData<string> Pages() =>
        [.. Page.All.Where(page => !page.IsTranslation && page.Blocks.Any(block => block.Language is "sh" or "csharp")).Select(page => page.Path)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Following_the_page_works_and_prints_what_it_shows(string path)
    {
        using var clone = new Clone();
        var page = Page.Of(path);
        var walkthrough = new Walkthrough(page, clone);
        walkthrough.Run();
        if (Approve) PutInto(page, walkthrough.Shown.ToDictionary(shown => shown.Block, shown => shown.Printed));
        else Assert.Empty(walkthrough.Shown.Select(shown => shown.Difference).OfType<string>());
        if (walkthrough.LeftOut.Count > 0) Assert.Skip($"Only in part, because ../shared/data lacks the corpora. Not run: {string.Join("; ", walkthrough.LeftOut)}.");
    }

    [Fact]
    public void A_planted_page_that_shows_something_else_is_found()
    {
        using var clone = new Clone();
        var walkthrough = new Walkthrough(Page.Planted("```csharp\nConsole.WriteLine(\"one\");\n```\n\n```text\ntwo\n```\n"), clone);
        walkthrough.Run();
        Assert.Single(walkthrough.Shown, shown => shown.Difference is not null);
    }

    private static void PutInto(Page page, IReadOnlyDictionary<int, string> printed)
    {
        foreach (var file in Page.All.Where(other => other.Original == page.Path))
            File.WriteAllText(Path.Combine(Repository.Root, file.Path), file.With(printed));
    }
}
