namespace Polytask.Runs;

/// <summary>
/// The directory of one run and the names of all that lies in it. Whoever writes a run holds its lock until the object is
/// disposed of; readers need none.
/// </summary>
public sealed class RunDirectory : IDisposable
{
    private readonly FileStream? _lock;

    private RunDirectory(string path, FileStream? @lock)
    {
        Path = path;
        _lock = @lock;
    }

    /// <summary>Where the run lies, as the user wrote it.</summary>
    public string Path { get; }

    /// <summary>The resolved run file, which reproduces the run.</summary>
    public string RunFile => In("run.yaml");

    /// <summary>The events of the run, appended while it runs: see <see cref="EventLog"/>.</summary>
    public string Events => In("events.jsonl");

    /// <summary>The run file of the architecture that the run settled on, where it learnt what to share.</summary>
    public string SettledRunFile => In("settled.yaml");

    /// <summary>What the best model reaches: see <see cref="MetricsFile"/>.</summary>
    public string Metrics => In("metrics.json");

    /// <summary>Predictions row by row, where they were asked for: see <see cref="ScoresFile"/>.</summary>
    public string Scores => In("scores.safetensors");

    /// <summary>The report, for people.</summary>
    public string Report => In("report.html");

    /// <summary>The folder of checkpoints.</summary>
    public string Checkpoints => In("checkpoints");

    /// <summary>Everything needed to go on where the run stands: see <see cref="CheckpointFile"/>.</summary>
    public string LastCheckpoint => System.IO.Path.Combine(Checkpoints, "last.safetensors");

    /// <summary>The checkpoint of the best epoch.</summary>
    public string BestCheckpoint => System.IO.Path.Combine(Checkpoints, "best.safetensors");

    /// <summary>The folder of the finished model: see <see cref="ModelFile"/>.</summary>
    public string Model => In("model");

    private IEnumerable<string> Contents => [RunFile, SettledRunFile, Events, Metrics, Scores, Report, Checkpoints, Model, .. ModelFile.Leftovers(Model)];

    /// <summary>Makes the directory of a new run and locks it. One that was killed before it wrote its run file left an empty folder of checkpoints, which is no run.</summary>
    /// <param name="path">Where; folders that are missing on the way are made.</param>
    /// <param name="overwrite">Whether a run that lies there is deleted; files that are not part of a run always stay.</param>
    /// <exception cref="ConfigurationException">A run lies there already, another program writes it, or it cannot be made.</exception>
    public static RunDirectory Create(string path, bool overwrite = false)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception exception) when (FileFault.IsOne(exception))
        {
            throw new ConfigurationException($"{path}  the run directory cannot be made: {FileFault.Describe(exception)}", exception);
        }
        var run = Lock(path);
        try
        {
            var found = run.Contents.Where(item => System.IO.Path.Exists(item) && (item != run.Checkpoints || IsRun(path) || Directory.EnumerateFileSystemEntries(item).Any())).Select(System.IO.Path.GetFileName).ToList();
            if (found.Count > 0 && !overwrite)
                throw new ConfigurationException(
                    $"{path}  holds a run already ({string.Join(", ", found)}). Go on with it: polytask resume {path}; "
                    + "or choose another --name or --out; or replace it with --overwrite.");
            if (File.Exists(run.RunFile) && !IsRun(path))
                throw new ConfigurationException($"{path}  holds a run.yaml that no run left there. Choose another --out, so that it stays as it is.");
            foreach (var item in run.Contents) Delete(item);
            Directory.CreateDirectory(run.Checkpoints);
            return run;
        }
        catch (Exception exception)
        {
            run.Dispose();
            if (FileFault.IsOne(exception))
                throw new ConfigurationException($"{path}  the run directory cannot be written: {FileFault.Describe(exception)}", exception);
            throw;
        }
    }

    /// <summary>Opens a run to go on with it, and locks it.</summary>
    /// <exception cref="ConfigurationException">No run lies there, or another program writes it.</exception>
    public static RunDirectory Resume(string path)
    {
        Read(path);
        return Lock(path);
    }

    /// <summary>Opens a run to read it; it may be running.</summary>
    /// <exception cref="ConfigurationException">No run lies there.</exception>
    public static RunDirectory Read(string path)
    {
        var run = new RunDirectory(path, null);
        if (IsRun(path)) return run;
        throw new ConfigurationException(Directory.Exists(path)
            ? $"{path}  is not the directory of a run: it has no {(File.Exists(run.RunFile) ? "checkpoints" : "run.yaml")}. Give the directory that 'polytask train' wrote, such as runs/NAME."
            : $"{path}  does not exist. Give the directory of a run, such as runs/NAME.");
    }

    /// <summary>Whether a run lies there: a run file alone is a run file that someone wrote.</summary>
    public static bool IsRun(string path)
    {
        var run = new RunDirectory(path, null);
        return File.Exists(run.RunFile) && Directory.Exists(run.Checkpoints);
    }

    /// <summary>Whether a program is writing the run that lies there.</summary>
    public static bool IsBusy(string path)
    {
        var file = System.IO.Path.Combine(path, ".lock");
        if (!File.Exists(file)) return false;
        try
        {
            using var free = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.None);
            return false;
        }
        catch (Exception exception) when (FileFault.IsInUse(exception))
        {
            return true;
        }
    }

    /// <summary>Copies what people use of a finished run: the run file, the events, the metrics, the report and the model. A run that lies there is replaced.</summary>
    /// <exception cref="ConfigurationException">The copy cannot be written.</exception>
    public void CopyTo(string path)
    {
        using var copy = Create(path, overwrite: true);
        try
        {
            foreach (var file in new[] { RunFile, Events, Metrics, Report }.Where(File.Exists)) File.Copy(file, copy.In(System.IO.Path.GetFileName(file)));
            foreach (var file in Directory.EnumerateFiles(Model, "*", SearchOption.AllDirectories))
            {
                var target = System.IO.Path.Combine(copy.Model, System.IO.Path.GetRelativePath(Model, file));
                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }
        catch (Exception exception) when (FileFault.IsOne(exception))
        {
            throw new ConfigurationException($"{path}  the copy of {Path} cannot be written: {FileFault.Describe(exception)}", exception);
        }
    }

    /// <summary>Releases the lock.</summary>
    public void Dispose() => _lock?.Dispose();

    // The system releases the lock of a process that was killed, so it is never stale. The file stays: to delete it would let
    // two processes lock two files of the same name.
    private static RunDirectory Lock(string path)
    {
        try
        {
            return new(path, new FileStream(System.IO.Path.Combine(path, ".lock"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None));
        }
        catch (Exception exception) when (FileFault.IsInUse(exception))
        {
            throw new ConfigurationException($"{path}  another program is writing this run. Wait until it is done, or choose another --name.", exception);
        }
        catch (Exception exception) when (FileFault.IsOne(exception))
        {
            throw new ConfigurationException($"{path}  the run directory cannot be written: {FileFault.Describe(exception)}", exception);
        }
    }

    private static void Delete(string item)
    {
        if (Directory.Exists(item)) Directory.Delete(item, recursive: true);
        else File.Delete(item);
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
