using System.Collections.Concurrent;
using Polytask.Runs;

namespace Polytask.Comparison;

/// <summary>Finished runs by the digest of what they are made of, so that none is trained twice.</summary>
/// <param name="directory">Where they lie.</param>
/// <param name="fingerprint">The digest of the data.</param>
public sealed class RunStore(string directory, string fingerprint)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.25);
    private readonly ConcurrentDictionary<string, string> _starts = new();

    /// <summary>The directory of a run.</summary>
    /// <exception cref="CheckpointException">The model that it begins from cannot be read.</exception>
    public string PathOf(PlannedRun run) => Path.Combine(directory, run.Key(fingerprint, run.File.Start is { } start ? _starts.GetOrAdd(start, ModelFile.Fingerprint) : null));

    /// <summary>Whether a run is finished.</summary>
    public bool Has(PlannedRun run) => PathOf(run) is var path && RunDirectory.IsRun(path) && RunDirectory.Read(path) is { } found && File.Exists(found.Metrics) && File.Exists(found.Scores);

    /// <summary>Whether a program is writing a run.</summary>
    public bool IsBusy(PlannedRun run) => RunDirectory.IsBusy(PathOf(run));

    /// <summary>Waits while another program writes a run: a comparison beside this one, or a run of one that was killed.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task WaitAsync(PlannedRun run, CancellationToken cancellation)
    {
        while (IsBusy(run)) await Task.Delay(Look, cancellation).ConfigureAwait(false);
    }

    /// <summary>Reads a finished run.</summary>
    /// <exception cref="CheckpointException">A file of it is damaged.</exception>
    public FinishedRun Read(PlannedRun run)
    {
        var found = RunDirectory.Read(PathOf(run));
        return new FinishedRun(run, found.Path, ScoresFile.Read(found.Scores), new RunHistory(EventLog.Read(found.Events)));
    }
}

/// <summary>A run that is over, and what it left.</summary>
/// <param name="Run">The run.</param>
/// <param name="Directory">Its directory.</param>
/// <param name="Scores">Its predictions.</param>
/// <param name="History">Its events.</param>
public sealed record FinishedRun(PlannedRun Run, string Directory, IReadOnlyList<ScoredRows> Scores, RunHistory History);
