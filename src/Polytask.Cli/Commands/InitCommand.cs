using System.CommandLine;
using Polytask.Cli.Drafting;
using Polytask.Cli.Rendering;
using Polytask.Runs;

namespace Polytask.Cli.Commands;

/// <summary><c>polytask init DATAFILE</c>: a first run file for data.</summary>
internal sealed class InitCommand : Command
{
    private readonly Argument<string> _data = new("DATAFILE") { Description = "CSV, TSV or JSON Lines, alone, in a folder or in a .zip." };
    private readonly Option<string> _out = new("--out") { Description = "The run file to write.", HelpName = "FILE", DefaultValueFactory = _ => "run.yaml" };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace the file that lies there." };

    public InitCommand(Terminal terminal) : base("init", "Look at a data file and write a commented run file for it.")
    {
        Add(_data);
        Add(_out);
        Add(_overwrite);
        SetAction(arguments => Run(terminal, arguments.GetRequiredValue(_data), arguments.GetRequiredValue(_out), arguments.GetValue(_overwrite)));
    }

    private static int Run(Terminal terminal, string data, string runFile, bool overwrite)
    {
        if (Path.Exists(runFile) && !overwrite)
            throw new ConfigurationException($"{runFile}  is there already. Choose another --out, or replace it with --overwrite.");
        var look = DataLook.At(data, terminal.Interrupted);
        var folder = Path.GetDirectoryName(Path.GetFullPath(runFile))!;
        AtomicFile.WriteText(runFile, new RunFileDraft(look, Path.GetRelativePath(folder, Path.GetFullPath(data)).Replace('\\', '/')).ToString());
        var table = Layout.Table("column", "taken for", "because");
        foreach (var guess in look.Columns) Layout.Row(table, guess.Column.Name, guess.Role.ToString().ToLowerInvariant(), guess.Reason);
        terminal.Show(table);
        terminal.Output.WriteLine($"Wrote {runFile}. Correct it where a guess is wrong, then: polytask check {runFile}");
        return ExitCode.Done;
    }
}
