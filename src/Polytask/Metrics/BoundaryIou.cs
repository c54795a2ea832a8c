namespace Polytask.Metrics;

/// <summary>The intersection of predicted and true boundaries by their union, at a probability of 1/2.</summary>
public sealed class BoundaryIou(BoundaryCounts counts) : Metric
{
    /// <inheritdoc/>
    public override string Name => "iou";

    /// <inheritdoc/>
    public override Accumulator Accumulator => counts;

    /// <inheritdoc/>
    public override double Value => counts.Iou;
}
