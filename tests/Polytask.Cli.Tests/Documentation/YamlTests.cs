using System.Text.RegularExpressions;
using Polytask.Configuration;

namespace Polytask.Cli.Tests.Documentation;

/// <summary>YAML of the pages is a run file, or sections of one.</summary>
public sealed partial class YamlTests
{
    private const string Rest = """
        data: { reviews: { kind: csv, path: reviews.csv } }
        inputs: { text: { kind: text } }
        tasks: { sentiment: { kind: classification }, topic: { kind: classification } }
        """;

    /// <summary>What a page calls a run file that is there for its mistakes.</summary>
    private const string Mistaken = "mistakes.yaml";

    public static TheoryData<string> Pages() => [.. Page.All.Where(page => Texts(page).Any()).Select(page => page.Path)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Run_files_and_sections_of_run_files_are_read(string page) => Assert.All(Texts(Page.Of(page)), Read);

    [Theory]
    [InlineData("training: { kind: joynt }")]
    [InlineData("tasks:\n  sentiment: { kind: classification, source: revews }")]
    public void A_planted_mistake_is_found(string yaml) => Assert.Throws<ConfigurationException>(() => Read(yaml));

    /// <summary>Reads a run file; sections that it lacks come from a complete one.</summary>
    private static void Read(string yaml)
    {
        var given = Section().Matches(yaml).Select(section => section.Groups[1].Value).ToHashSet();
        var rest = Rest.Split('\n').Where(line => !given.Contains(line[..line.IndexOf(':', StringComparison.Ordinal)]));
        RunFileReader.Parse(string.Join('\n', [yaml, .. rest]), "run.yaml", Repository.Root);
    }

    private static IEnumerable<string> Texts(Page page) =>
        page.Blocks.Where(block => block.Language == "yaml" && Walkthrough.FileName(block) != Mistaken).Select(block => block.Text);

    [GeneratedRegex(@"^(\w+):", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Section();
}
