using System.CommandLine;

namespace Polytask.Cli.Commands;

/// <summary><c>polytask data</c>: the corpora on this computer.</summary>
internal sealed class DataCommand : Command
{
    public DataCommand(Terminal terminal) : base("data", "List, fetch and show public corpora.")
    {
        Add(new DataListCommand(terminal));
        Add(new DataGetCommand(terminal));
        Add(new DataShowCommand(terminal));
        SetAction(CommandLine.ShowHelp);
    }
}
