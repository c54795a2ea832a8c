using System.CommandLine;
using Polytask.Native;

namespace Polytask.Cli.Commands;

/// <summary><c>polytask doctor</c>: whether this machine can train.</summary>
internal sealed class DoctorCommand : Command
{
    public DoctorCommand(Terminal terminal) : base("doctor", "Check that libtorch loads and computes on this machine.")
    {
        var json = new Option<bool>("--json") { Description = "Write the result as JSON." };
        Add(json);
        SetAction(arguments => Run(terminal, arguments.GetValue(json)));
    }

    private static int Run(Terminal terminal, bool json)
    {
        var found = Diagnosis.Take();
        terminal.Output.WriteLine(found.ToString());
        return found.Ok ? ExitCode.Done : ExitCode.Failed;
    }
}
