namespace Polytask.Cli;

/// <summary>What the program tells its caller.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;

    /// <summary>The command line or the run file is wrong; nothing was started.</summary>
    public const int Refused = 2;

    public const int Cancelled = 130;
}
