using Polytask.Runs;

namespace Polytask;

/// <summary>Where a run goes and who listens; nothing here changes what is trained.</summary>
public sealed record RunOptions
{
    /// <summary>The run directory; by default <c>runs/NAME</c>.</summary>
    public string? Directory { get; init; }

    /// <summary>Whether a run that is already there may be replaced.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Threads for one tensor operation; the same number gives the same result.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether the run leaves its predictions of all validation and test rows: see <see cref="ScoresFile"/>.</summary>
    public bool KeepScores { get; init; }

    /// <summary>Receives every event, on the thread that trains.</summary>
    public Action<RunEvent>? OnEvent { get; init; }

    /// <summary>The clock: when to write checkpoints, and how long the run took.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>What a run ends with.</summary>
/// <param name="Directory">The run directory.</param>
/// <param name="BestEpoch">The epoch whose parameters were kept.</param>
/// <param name="Test">What each task reaches on the test rows.</param>
/// <param name="Hints">What stands out and may be wrong, such as a task that dominates the others, with its evidence and what to do about it, a sentence or two each.</param>
public sealed record RunResult(string Directory, int BestEpoch, IReadOnlyList<TaskEvaluation> Test, IReadOnlyList<string> Hints);
