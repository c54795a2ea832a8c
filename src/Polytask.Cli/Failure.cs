namespace Polytask.Cli;

/// <summary>Turns what ended a command into a message and an exit code.</summary>
internal static class Failure
{
    private const int UnixBrokenPipe = 32;
    private const int WindowsBrokenPipe = unchecked((int)0x8007006D);
    private const int WindowsPipeClosing = unchecked((int)0x800700E8);

    /// <summary>Says what happened; shows where in the program only on request.</summary>
    public static int Report(Exception failure, Terminal terminal)
    {
        switch (failure)
        {
            case IOException { HResult: UnixBrokenPipe or WindowsBrokenPipe or WindowsPipeClosing }:
                return ExitCode.Done; // The reader has had enough.
            case OperationCanceledException:
                terminal.Complain("Cancelled.");
                return ExitCode.Cancelled;
            case PolytaskException:
                terminal.Complain(failure.Message);
                break;
            case IOException or UnauthorizedAccessException:
                terminal.Complain($"polytask  cannot read or write: {failure.Message.TrimEnd('.')}. Check the path, its permissions, and that the disk is not full.");
                break;
            default:
                terminal.Complain($"A mistake in Polytask: {failure.GetType().Name}: {failure.Message.ReplaceLineEndings(" ")} Please report it with the command you ran; POLYTASK_DEBUG=1 shows where it happened.");
                break;
        }
        if (Environment.GetEnvironmentVariable("POLYTASK_DEBUG") == "1") terminal.Complain(failure.ToString());
        return failure is ConfigurationException ? ExitCode.Refused : ExitCode.Failed;
    }
}
