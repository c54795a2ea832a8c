using Polytask.Comparison;
using Polytask.Runs;

namespace Polytask;

/// <summary>Trains the runs of a comparison in this process.</summary>
internal sealed class InProcessLauncher : IRunLauncher
{
    /// <inheritdoc/>
    public Task<long> TrainAsync(PlannedRun run, string directory, int threads, CancellationToken cancellation)
    {
        var options = new RunOptions { Directory = directory, Threads = threads, KeepScores = true };
        _ = RunDirectory.IsRun(directory) ? Experiment.Resume(directory, options, cancellation) : new Experiment(run.File).Train(options, cancellation);
        return Task.FromResult(0L);
    }
}
