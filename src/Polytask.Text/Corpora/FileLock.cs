namespace Polytask.Text.Corpora;

/// <summary>
/// A lock that only one process holds at a time. It is an empty file, opened for one alone; the file stays, because to delete
/// it would let a second process lock the deleted file while a third makes a new one.
/// </summary>
internal static class FileLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.1);

    /// <summary>Waits until nobody else holds the lock. Disposing of the result lets it go.</summary>
    /// <param name="path">The lock file.</param>
    /// <param name="time">The clock of the pauses between two tries.</param>
    /// <param name="waiting">Called each time that the lock is found taken.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<IDisposable> AcquireAsync(string path, TimeProvider time, Action waiting, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (IsTaken(e))
            {
                waiting();
            }
            await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
        }
    }

    // A sharing violation has no exception of its own: ERROR_SHARING_VIOLATION on Windows, EWOULDBLOCK on Linux and macOS.
    private static bool IsTaken(IOException e) => e.HResult switch
    {
        unchecked((int)0x80070020) => true,
        11 => OperatingSystem.IsLinux(),
        35 => OperatingSystem.IsMacOS(),
        _ => false,
    };
}
