namespace Polytask.Metrics;

/// <summary>The mean over rows of the intersection of the predicted box and the true one over their union.</summary>
public sealed class MeanBoxIou(BoxOverlaps overlaps) : Metric
{
    /// <inheritdoc/>
    public override string Name => "mean_box_iou";

    /// <inheritdoc/>
    public override Accumulator Accumulator => overlaps;

    /// <inheritdoc/>
    public override double Value => overlaps.Mean;
}
