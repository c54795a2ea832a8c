namespace Polytask.Metrics;

/// <summary>The best F1 of boundaries with one threshold for all images, pixel by pixel.</summary>
public sealed class BoundaryBestF1(BoundaryCounts counts) : Metric
{
    /// <inheritdoc/>
    public override string Name => "best_f1";

    /// <inheritdoc/>
    public override Accumulator Accumulator => counts;

    /// <inheritdoc/>
    public override double Value => counts.BestF1;
}
