namespace Polytask.Runs;

/// <summary>The events of a run, sorted by kind: what reports and summaries are made of.</summary>
public sealed class RunHistory
{
    /// <summary>Sorts events, in the order in which they happened.</summary>
    public RunHistory(IReadOnlyList<RunEvent> events)
    {
        Started = events.OfType<RunStarted>().FirstOrDefault();
        Balances = [.. events.OfType<TasksBalanced>()];
        Affinities = [.. events.OfType<AffinityMeasured>()];
        Epochs = [.. events.OfType<EpochCompleted>()];
        Gates = [.. events.OfType<GatesMeasured>()];
        Stages = [.. events.OfType<StageCompleted>()];
        Stops = [.. events.OfType<TaskStopped>()];
        Notices = [.. events.OfType<Notice>()];
        Completed = events.OfType<RunCompleted>().LastOrDefault();
    }

    /// <summary>How the run began; <c>null</c> where it was killed before that.</summary>
    public RunStarted? Started { get; }

    /// <summary>How the tasks stood to each other in the steps that were written down.</summary>
    public IReadOnlyList<TasksBalanced> Balances { get; }

    /// <summary>What steps on one task would have done to the others.</summary>
    public IReadOnlyList<AffinityMeasured> Affinities { get; }

    /// <summary>The epochs done.</summary>
    public IReadOnlyList<EpochCompleted> Epochs { get; }

    /// <summary>How gates weighed experts, by epoch.</summary>
    public IReadOnlyList<GatesMeasured> Gates { get; }

    /// <summary>The stages of sequential training.</summary>
    public IReadOnlyList<StageCompleted> Stages { get; }

    /// <summary>The tasks that stopped early.</summary>
    public IReadOnlyList<TaskStopped> Stops { get; }

    /// <summary>What the user should know.</summary>
    public IReadOnlyList<Notice> Notices { get; }

    /// <summary>How the run ended; <c>null</c> where it goes on or was cut short.</summary>
    public RunCompleted? Completed { get; }

    /// <summary>The place in <see cref="Epochs"/> of the best epoch, or -1.</summary>
    public int BestEpoch => Completed is { } done && Epochs.Any(e => e.Epoch == done.BestEpoch)
        ? Epochs.ToList().FindLastIndex(e => e.Epoch == done.BestEpoch)
        : Epochs.ToList().FindLastIndex(e => e.Best);
}
