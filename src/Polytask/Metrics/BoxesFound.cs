namespace Polytask.Metrics;

/// <summary>The share of rows whose predicted box and true one have an intersection of at least half of their union.</summary>
public sealed class BoxesFound(BoxOverlaps overlaps) : Metric
{
    /// <inheritdoc/>
    public override string Name => "boxes_found";

    /// <inheritdoc/>
    public override Accumulator Accumulator => overlaps;

    /// <inheritdoc/>
    public override double Value => overlaps.FoundShare;
}
