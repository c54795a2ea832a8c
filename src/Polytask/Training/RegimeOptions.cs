using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;

namespace Polytask.Training;

/// <summary>In what order tasks are trained, and for how long.</summary>
[Family("training", "training regime")]
public abstract record RegimeOptions
{
    /// <summary>Passes over the training rows (for sequential training: per task).</summary>
    [Range(1, 100_000)]
    public int Epochs { get; init; } = 20;

    /// <summary>Rows per batch.</summary>
    [Range(1, 1_000_000)]
    public int BatchSize { get; init; } = 64;

    /// <summary>Batches whose gradients are added before one step of the optimiser.</summary>
    [Range(1, 10_000)]
    public int Accumulate { get; init; } = 1;

    /// <summary>The largest norm of the whole gradient; longer ones are shortened to it. 0 means no limit.</summary>
    [Range(0, 1e9)]
    public double ClipNorm { get; init; }

    /// <summary>Epochs without a better validation score after which a run stops; 0 means never.</summary>
    [Range(0, 100_000)]
    public int Patience { get; init; }
}
