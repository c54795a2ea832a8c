namespace Polytask.Training;

/// <summary>Where a run stands.</summary>
public sealed class TrainerState(int tasks)
{
    /// <summary>The stage, counted from 0.</summary>
    public int Stage { get; set; }

    /// <summary>Steps done in the stage.</summary>
    public long StageStep { get; set; }

    /// <summary>Whether the stage has stopped early.</summary>
    public bool StageStopped { get; set; }

    /// <summary>Steps done in the run.</summary>
    public long Step { get; set; }

    /// <summary>Epochs done in the run.</summary>
    public int Epoch { get; set; }

    /// <summary>The losses since the epoch began.</summary>
    public RunningLoss Losses { get; } = new(tasks);

    /// <summary>The best epoch of the stage.</summary>
    public BestEpoch Best { get; set; } = new();

    /// <summary>The best epoch of each task.</summary>
    public BestEpoch[] BestOfTask { get; } = [.. Enumerable.Range(0, tasks).Select(_ => new BestEpoch())];

    /// <summary>Tasks that are no longer trained.</summary>
    public bool[] StoppedTasks { get; } = new bool[tasks];
}
