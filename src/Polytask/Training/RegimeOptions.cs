using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;

namespace Polytask.Training;

/// <summary>Which parameters a run ends with.</summary>
public enum Keep
{
    /// <summary>Those of the epoch with the best mean validation metric.</summary>
    Best,

    /// <summary>For every task, those of the epoch that was best for it: one set of parameters per task.</summary>
    BestPerTask,

    /// <summary>Those of the last epoch.</summary>
    Last,
}

/// <summary>In what order tasks are trained, and for how long.</summary>
[Family("training", "training regime")]
public abstract record RegimeOptions
{
    /// <summary>Passes over the training rows; in sequential training, for each task.</summary>
    [Range(1, 100_000)]
    public int Epochs { get; init; } = 10;

    /// <summary>Rows per batch.</summary>
    [Range(1, 1_000_000)]
    public int BatchSize { get; init; } = 32;

    /// <summary>Batches whose gradients are added before one step of the optimiser.</summary>
    [Range(1, 10_000)]
    public int Accumulate { get; init; } = 1;

    /// <summary>The largest norm of the whole gradient; a longer one is shortened to it. 0 means no limit.</summary>
    [Range(0, 1e9)]
    public double ClipNorm { get; init; }

    /// <summary>
    /// How strongly training mixes rows: every row of a batch is seen together with another one, in shares that are drawn from Beta(mixup, mixup) for each batch, and the labels of both count
    /// by these shares (Zhang, Cissé, Dauphin, Lopez-Paz, mixup: Beyond Empirical Risk Minimization, ICLR 2018). For inputs of images and numbers; 0 means never.
    /// </summary>
    [Range(0, 100)]
    public double Mixup { get; init; }

    /// <summary>Epochs without a better mean validation metric after which training stops; 0 means never.</summary>
    [Range(0, 100_000)]
    public int Patience { get; init; }

    /// <summary>Epochs without a better validation metric of its own after which a task is no longer trained; 0 means never.</summary>
    [Range(0, 100_000)]
    public int TaskPatience { get; init; }

    /// <summary>Which parameters the run ends with.</summary>
    public Keep Keep { get; init; } = Keep.Best;

    /// <summary>The least time between two checkpoints, in seconds; an interrupted run always writes one.</summary>
    [Range(0, 86_400)]
    public double CheckpointSeconds { get; init; } = 30;

    /// <summary>Steps from one record of the tasks' balance to the next: their weights and, where gradients are compared, the gradients' norms and cosines. 0 means never; without a number, a run has 200 records at most, of every other step at most, and fewer where the gradients of more than 70 tasks are compared.</summary>
    [Range(0, 1_000_000_000)]
    public int? BalanceEvery { get; init; }

    /// <summary>Steps from one comparison of the tasks' gradients to the next under a balancing method that compares none, for the record alone: training stays the same, bit for bit. 0 means never.</summary>
    [Range(0, 1_000_000_000)]
    public int MeasureGradients { get; init; }

    /// <summary>
    /// Steps from one measurement of the tasks' affinity to the next: what a step on one task alone would do to the losses of the others. Each costs about as much as one step
    /// for every task, and training stays the same, bit for bit. 0 means never.
    /// </summary>
    [Range(0, 1_000_000_000)]
    public int MeasureAffinity { get; init; }

    /// <summary>Plans the run.</summary>
    /// <exception cref="DataException">A task that is to be trained has no label.</exception>
    public abstract Regime Create(TrainingStreams streams);
}
