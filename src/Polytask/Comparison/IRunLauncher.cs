namespace Polytask.Comparison;

/// <summary>Trains single runs for a comparison.</summary>
public interface IRunLauncher
{
    /// <summary>Trains a run, or goes on with one that was stopped; it must leave its scores.</summary>
    /// <param name="run">The run.</param>
    /// <param name="directory">Its directory; where it holds a run, that goes on.</param>
    /// <param name="threads">Threads for one tensor operation.</param>
    /// <param name="cancellation">Stops it where it can go on later.</param>
    /// <returns>The most memory it took, in megabytes; 0 where that is not known.</returns>
    /// <exception cref="PolytaskException">The run failed; the message says why.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    Task<long> TrainAsync(PlannedRun run, string directory, int threads, CancellationToken cancellation);
}
