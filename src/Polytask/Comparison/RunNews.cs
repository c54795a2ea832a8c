namespace Polytask.Comparison;

/// <summary>Where a run of a comparison stands.</summary>
public enum RunState
{
    /// <summary>It was finished before.</summary>
    Known,

    /// <summary>It has begun.</summary>
    Begun,

    /// <summary>It is finished.</summary>
    Done,

    /// <summary>It failed.</summary>
    Failed,
}

/// <summary>What happened to a run of a comparison.</summary>
/// <param name="Run">The run.</param>
/// <param name="State">Where it stands now.</param>
/// <param name="Settled">Runs that are finished or have failed.</param>
/// <param name="Runs">All runs.</param>
/// <param name="Failure">Why it failed.</param>
public sealed record RunNews(PlannedRun Run, RunState State, int Settled, int Runs, string? Failure = null);
