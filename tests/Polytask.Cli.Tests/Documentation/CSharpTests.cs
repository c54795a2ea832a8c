namespace Polytask.Cli.Tests.Documentation;

/// <summary>C# of the pages compiles.</summary>
public sealed class CSharpTests
{
    public static TheoryData<string> Pages() => [.. Page.All.Where(page => Texts(page).Any()).Select(page => page.Path)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Programs_compile_each_by_itself_and_declarations_together(string page)
    {
        var texts = Texts(Page.Of(page)).ToLookup(CSharp.IsProgram);
        Assert.All(texts[true], program => Assert.Empty(CSharp.Problems(program)));
        Assert.Empty(CSharp.Problems([.. texts[false]]));
    }

    [Fact]
    public void A_planted_call_of_something_that_is_not_there_is_found() =>
        Assert.Single(CSharp.Problems("Polytask.Experiment.FromFyle(\"run.yaml\");"));

    private static IEnumerable<string> Texts(Page page) => page.Blocks.Where(block => block.Language == "csharp").Select(block => block.Text);
}
