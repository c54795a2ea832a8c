using Polytask.Comparison.Search;

namespace Polytask.Comparison;

/// <summary>What a comparison tries, and within what means.</summary>
public sealed record ComparisonOptions
{
    /// <summary>What to vary; every combination of the values is tried.</summary>
    public IReadOnlyList<Variation> Vary { get; init; } = [];

    /// <summary>Runs of each model, with rising seeds from the run file's on.</summary>
    public int Seeds { get; init; } = 3;

    /// <summary>Fixed task weights to try: what tuning them alone would bring. 0 means none.</summary>
    public int Weights { get; init; } = 3;

    /// <summary>How fixed weights are found, and how the combinations of <see cref="Vary"/> are gone through.</summary>
    public SearchStrategy Search { get; init; } = new RandomSearch();

    /// <summary>The time after which no run begins; those that have begun come to their end, and what is finished is compared. <c>null</c> means any.</summary>
    public TimeSpan? Within { get; init; }

    /// <summary>The clock that it is measured by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The most models into which the tasks are grouped by their affinity; groupings into two models and more take part. 1 means none.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Whether affinity is measured by training every pair of tasks, instead of while the run file trains.</summary>
    public bool Pairs { get; init; }

    /// <summary>Whether what is recommended is trained too.</summary>
    public bool Fix { get; init; }

    /// <summary>Whether to end with a model in which every task that sharing hurts has a branch of its own.</summary>
    public bool NoTaskLeftBehind { get; init; }

    /// <summary>Changes of the run file of the form <c>training.epochs=5</c>.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    /// <summary>Where the comparison goes; by default <c>runs/NAME-comparison</c>.</summary>
    public string? Directory { get; init; }

    /// <summary>Where finished runs are kept for later comparisons; by default <c>runs/cache</c>.</summary>
    public string? Cache { get; init; }

    /// <summary>Runs side by side.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Megabytes that all runs together may take; <c>null</c> means any. How much one takes is learnt from those before it, so the first goes alone.</summary>
    public long? Memory { get; init; }

    /// <summary>Threads of every run for one tensor operation.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Trains one run; by default in this process, one after another.</summary>
    public IRunLauncher? Launcher { get; init; }

    /// <summary>Receives news of the runs.</summary>
    public Action<RunNews>? OnNews { get; init; }
}
