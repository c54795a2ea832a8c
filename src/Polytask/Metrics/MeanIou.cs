namespace Polytask.Metrics;

/// <summary>The mean over the classes of the intersection of what is there and what is predicted, by their union; of the classes that are there or predicted.</summary>
public sealed class MeanIou(ClassCounts counts) : Metric
{
    /// <inheritdoc/>
    public override string Name => "mean_iou";

    /// <inheritdoc/>
    public override Accumulator Accumulator => counts;

    /// <inheritdoc/>
    public override double Value => counts.MeanOverClasses(k => counts.TruePositives(k) / (counts.TruePositives(k) + counts.FalsePositives(k) + counts.FalseNegatives(k)));
}
