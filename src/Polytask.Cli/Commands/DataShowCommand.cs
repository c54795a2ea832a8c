using System.CommandLine;
using Polytask.Cli.Rendering;
using Polytask.Text.Corpora;

namespace Polytask.Cli.Commands;

/// <summary><c>polytask data show NAME</c>: what an installed corpus looks like.</summary>
internal sealed class DataShowCommand : Command
{
    private const int LongestCell = 60;
    private readonly Argument<string> _name = new("NAME") { Description = "The corpus; see polytask data list.", HelpName = "NAME" };

    public DataShowCommand(Terminal terminal) : base("show", "Show an installed corpus: its columns, its first rows, its licence.")
    {
        _name.CompletionSources.Add(_ => CorpusPackages.All.Select(package => package.Name));
        Add(_name);
        SetAction(arguments => Run(terminal, new CorpusStore().Show(arguments.GetRequiredValue(_name))));
    }

    private static int Run(Terminal terminal, CorpusPreview corpus)
    {
        var package = corpus.Package;
        terminal.Output.WriteLine(Figures.Format($"{package.Name}: {package.Description}"));
        terminal.Show(Layout.Definitions(
        [
            ("rows", Figures.Format($"{corpus.Count:N0}")),
            ("source", package.Source),
            ("licence", package.Licence),
            ("cite", package.Citation),
        ]));
        var table = Layout.Table(corpus.Columns);
        foreach (var row in corpus.First) Layout.Row(table, row.Values.Select(value => Shorten(value ?? "")));
        terminal.Show(table);
        return ExitCode.Done;
    }

    private static string Shorten(string text) => text.Length <= LongestCell ? text : string.Concat(text.AsSpan(0, LongestCell), "…");
}
