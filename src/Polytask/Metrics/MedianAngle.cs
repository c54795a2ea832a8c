namespace Polytask.Metrics;

/// <summary>The median angle between predicted and true directions, of all pixels, to a tenth of a degree.</summary>
public sealed class MedianAngle(AngleCounts angles) : Metric
{
    /// <inheritdoc/>
    public override string Name => "median_angle";

    /// <inheritdoc/>
    public override Direction Direction => Direction.Lower;

    /// <inheritdoc/>
    public override string? Unit => "°";

    /// <inheritdoc/>
    public override Accumulator Accumulator => angles;

    /// <inheritdoc/>
    public override double Value => angles.Median;
}
