namespace Polytask.Text.Corpora;

/// <summary>The folder that packages are kept in, as they were published: archives are never unpacked to disk.</summary>
internal sealed class CorpusCache(string directory)
{
    /// <summary>The environment variable that moves the cache.</summary>
    public const string Variable = "POLYTASK_CACHE";

    /// <summary>The folder.</summary>
    public string Directory { get; } = Path.GetFullPath(directory);

    /// <summary>
    /// <c>$POLYTASK_CACHE/corpora</c> where that is set; else <c>polytask/corpora</c> in the user's cache folder: local
    /// application data on Windows, <c>$XDG_CACHE_HOME</c> or <c>~/.cache</c> elsewhere.
    /// </summary>
    public static string DefaultDirectory(Func<string, string?> environment)
    {
        if (environment(Variable) is { Length: > 0 } own) return Path.Combine(own, "corpora");
        return Path.Combine(UserCache(environment), "polytask", "corpora");
    }

    /// <summary>Whether a file is there, at its full size.</summary>
    public bool Holds(CorpusFile file) =>
        new FileInfo(PathOf(file)) is { Exists: true } found && (file.Digest is null || file.Digest.Size == found.Length);

    /// <summary>Has a file written beside its place, alone among all processes, and then gives it its name.</summary>
    /// <param name="file">The file.</param>
    /// <param name="replace">Whether it is written again where it is there already.</param>
    /// <param name="write">Writes it under the path that it is given; what an earlier attempt has left is still there.</param>
    /// <param name="time">The clock of the wait for another process.</param>
    /// <param name="waiting">Called while another process holds the file.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="DataException">The folder cannot be written.</exception>
    public async Task WriteAsync(CorpusFile file, bool replace, Func<string, Task> write, TimeProvider time, Action waiting, CancellationToken cancellation)
    {
        try
        {
            System.IO.Directory.CreateDirectory(Directory);
            using var alone = await FileLock.AcquireAsync(Path.Combine(Directory, $".{file.Name}.lock"), time, waiting, cancellation).ConfigureAwait(false);
            if (Holds(file) && !replace) return;
            var part = PathOf(file) + ".part";
            await write(part).ConfigureAwait(false);
            File.Move(part, PathOf(file), overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(Directory, e);
        }
    }

    /// <summary>Says that the cache cannot be written, why, and what to do.</summary>
    public static DataException NotWritable(string path, Exception cause) =>
        new($"{path}  cannot be written: {cause.Message.TrimEnd('.')}. Free some space or give permission there, or set {Variable} to another folder.", cause);

    private string PathOf(CorpusFile file) => Path.Combine(Directory, file.Name);

    private static string UserCache(Func<string, string?> environment)
    {
        if (OperatingSystem.IsWindows()) return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        if (environment("XDG_CACHE_HOME") is { } cache && Path.IsPathRooted(cache)) return cache;
        return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".cache");
    }
}
