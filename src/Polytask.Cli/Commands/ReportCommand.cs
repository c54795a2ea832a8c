using System.CommandLine;
using Polytask.Runs;
using Polytask.Runs.Reporting;

namespace Polytask.Cli.Commands;

/// <summary><c>polytask report DIR</c>: the report of a run, written again.</summary>
internal sealed class ReportCommand : Command
{
    private readonly Argument<string> _run = SharedOptions.Run();

    public ReportCommand(Terminal terminal) : base("report", "Write the report of a run again; also of one that is still running.")
    {
        Add(_run);
        SetAction(arguments => Run(terminal, arguments.GetRequiredValue(_run)));
    }

    private static int Run(Terminal terminal, string directory)
    {
        var run = RunDirectory.Read(directory);
        Report.Write(run);
        terminal.Output.WriteLine(run.Report);
        return ExitCode.Done;
    }
}
