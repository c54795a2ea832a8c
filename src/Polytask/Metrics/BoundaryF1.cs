namespace Polytask.Metrics;

/// <summary>F1 of boundaries at a probability of 1/2, pixel by pixel.</summary>
public sealed class BoundaryF1(BoundaryCounts counts) : Metric
{
    /// <inheritdoc/>
    public override string Name => "f1";

    /// <inheritdoc/>
    public override Accumulator Accumulator => counts;

    /// <inheritdoc/>
    public override double Value => counts.F1;
}
