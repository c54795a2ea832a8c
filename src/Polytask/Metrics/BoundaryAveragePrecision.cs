namespace Polytask.Metrics;

/// <summary>The average precision of boundaries, pixel by pixel, of probabilities in 256 bins.</summary>
public sealed class BoundaryAveragePrecision(BoundaryCounts counts) : Metric
{
    /// <inheritdoc/>
    public override string Name => "average_precision";

    /// <inheritdoc/>
    public override Accumulator Accumulator => counts;

    /// <inheritdoc/>
    public override double Value => counts.AveragePrecision;
}
