using System.CommandLine;
using Polytask.Cli.Rendering;
using Polytask.Text.Corpora;

namespace Polytask.Cli.Commands;

/// <summary><c>polytask data list</c>: the corpora that there are.</summary>
internal sealed class DataListCommand : Command
{
    public DataListCommand(Terminal terminal) : base("list", "List the corpora that Polytask can read, and whether they are installed.") =>
        SetAction(_ => Run(terminal));

    private static int Run(Terminal terminal)
    {
        var store = new CorpusStore();
        var table = Layout.Table("name", "size", "installed", "what it holds");
        table.Columns[1].Alignment = Spectre.Console.Justify.Right;
        foreach (var (package, _, missing) in store.List())
            Layout.Row(table, package.Name, package.Size is { } size ? Figures.Bytes(size) : "", missing.Count == 0 ? "yes" : package.Repository is null ? "no; from disk only" : "no", package.Description);
        terminal.Show(table);
        terminal.Output.WriteLine($"They are kept in {store.Directory}.");
        return ExitCode.Done;
    }
}
