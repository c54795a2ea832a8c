namespace Polytask.Metrics;

/// <summary>The mean of the classes' recalls, over the classes that have rows: every class counts the same, however rare.</summary>
public sealed class BalancedAccuracy(ConfusionMatrix matrix) : Metric
{
    /// <inheritdoc/>
    public override string Name => "balanced_accuracy";

    /// <inheritdoc/>
    public override Accumulator Accumulator => matrix;

    /// <inheritdoc/>
    public override double Value => matrix.MeanOverClasses(matrix.Recall);
}
