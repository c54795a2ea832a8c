namespace Polytask.Runs;

/// <summary>Says in words why a file could not be read or written, and what to do about it.</summary>
internal static class FileFault
{
    private const int LinuxInUse = 11;
    private const int MacInUse = 35;
    private const int WindowsInUse = unchecked((int)0x80070020);
    private const int UnixDiskFull = 28;
    private const int UnixQuotaExceeded = 122;
    private const int UnixReadOnly = 30;
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Whether an exception comes from the file system rather than from a mistake in the program.</summary>
    public static bool IsOne(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>Whether another open handle, of this program or another, holds the file for itself.</summary>
    public static bool IsInUse(Exception exception) => exception is IOException { HResult: LinuxInUse or MacInUse or WindowsInUse };

    /// <summary>The cause and the cure, as the end of a message: "the disk is full. Free some space …".</summary>
    public static string Describe(Exception exception) => exception switch
    {
        UnauthorizedAccessException => "permission is denied. Change the permissions, or choose another place.",
        DirectoryNotFoundException or FileNotFoundException => "it does not exist. Check the path.",
        PathTooLongException => "the path is too long. Choose a shorter name.",
        { HResult: UnixDiskFull or UnixQuotaExceeded or WindowsDiskFull or WindowsHandleDiskFull } =>
            "the disk is full. Free some space, or choose another place.",
        { HResult: UnixReadOnly } => "the file system is read-only. Choose another place.",
        _ => $"{exception.Message.TrimEnd('.')}. Check the path, and that no other program uses it.",
    };

    /// <summary>Tidies up after a failure: why that happened matters more than a trace it leaves.</summary>
    public static void Ignore(Action tidy)
    {
        try
        {
            tidy();
        }
        catch (Exception exception) when (IsOne(exception))
        {
            // Said on purpose: see the summary.
        }
    }
}
