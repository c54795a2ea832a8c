using System.Globalization;

namespace Polytask.Cli.Tests;

/// <summary>Runs the program and kills it at random moments, which are counted in changes of files: what a kill can damage is what is being written.</summary>
/// <param name="folder">The folder whose files count.</param>
/// <param name="seed">The seed of the moments.</param>
/// <param name="latest">The most changes before a kill.</param>
internal sealed class KilledProgram(string folder, int seed, int latest)
{
    /// <summary>How many kills there are to be; POLYTASK_KILLS sets another number.</summary>
    private static readonly int Wanted = int.Parse(Environment.GetEnvironmentVariable("POLYTASK_KILLS") ?? "5", CultureInfo.InvariantCulture);
    private readonly Random _moments = new(seed);
    private int _kills;

    /// <summary>Whether it was killed as often as it should be; from then on nothing stops it.</summary>
    public bool IsSpared => _kills >= Wanted;

    /// <summary>Runs it once; whether it came to its end before it was to be killed.</summary>
    public async Task<bool> RunAsync(params string[] arguments)
    {
        var (left, now) = (IsSpared ? int.MaxValue : _moments.Next(1, latest + 1), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        // Processes that it began go on after every other kill.
        var withChildren = _moments.Next(2) == 0;
        void Count(object sender, EventArgs change)
        {
            if (Interlocked.Decrement(ref left) == 0) now.SetResult();
        }
        using var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
        watcher.Created += Count;
        watcher.Changed += Count;
        watcher.Deleted += Count;
        watcher.Renamed += Count;
        watcher.EnableRaisingEvents = true;
        using var program = new ProgramProcess(arguments);
        var end = program.EndAsync();
        if (await Task.WhenAny(now.Task, end) != end) program.Destroy(withChildren);
        var (exitCode, error) = await end;
        if (exitCode == 0) return true;
        Assert.True(exitCode == 128 + ProgramProcess.Kill, $"exit code {exitCode}\n{error}");
        _kills++;
        return false;
    }
}
