using System.CommandLine;
using Polytask.Cli.Rendering;
using Polytask.Native;

namespace Polytask.Cli.Commands;

/// <summary><c>polytask doctor</c>: whether this machine can train.</summary>
internal sealed class DoctorCommand : Command
{
    private readonly Option<bool> _json = SharedOptions.Json();

    public DoctorCommand(Terminal terminal) : base("doctor", "Check that libtorch loads and computes on this machine.")
    {
        Add(_json);
        SetAction(arguments => Run(terminal, arguments.GetValue(_json)));
    }

    private static int Run(Terminal terminal, bool json)
    {
        var found = Diagnosis.Take();
        if (json) Json.Write(terminal, found, JsonTypes.Default.Diagnosis);
        else terminal.Show(Layout.Definitions(Lines(found)));
        return found.Ok ? ExitCode.Done : ExitCode.Failed;
    }

    private static IEnumerable<(string, string)> Lines(Diagnosis found) =>
    [
        ("Polytask", found.Polytask),
        (".NET", found.DotNet),
        ("system", found.System),
        ("TorchSharp", found.TorchSharp),
        .. found.Load is { } load ? Lines(load) : [],
        .. found.Checks.Select(check => (check.Name, $"{(check.Ok ? "yes" : "NO")}: {check.Finding}")),
    ];

    private static IEnumerable<(string, string)> Lines(LibTorchLoad load) =>
    [
        ("libtorch", load.Version.ToString()),
        ("devices", string.Join(", ", load.Devices)),
        ("threads", Figures.Format($"{load.Threads}, waiting {load.WaitPolicy.ToLowerInvariant()}")),
    ];
}
