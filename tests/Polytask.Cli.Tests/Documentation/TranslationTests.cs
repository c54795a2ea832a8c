namespace Polytask.Cli.Tests.Documentation;

/// <summary>A translation shows the same code as its original.</summary>
public sealed class TranslationTests
{
    public static TheoryData<string> Translations() => [.. Page.All.Where(page => page.IsTranslation).Select(page => page.Path)];

    [Theory]
    [MemberData(nameof(Translations))]
    public void Code_and_pictures_are_those_of_the_original(string path)
    {
        var (translation, original) = (Page.Of(path), Page.Of(Page.Of(path).Original));
        Assert.Equal(original.Blocks.Select(block => (block.Language, block.Text)), translation.Blocks.Select(block => (block.Language, block.Text)));
        Assert.Equal(original.Anchors.Count(), translation.Anchors.Count());
    }

    [Fact]
    public void The_readme_is_translated() => Assert.Contains("README.zh-CN.md", Translations().Select(row => row.Data));
}
