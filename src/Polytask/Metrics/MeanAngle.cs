namespace Polytask.Metrics;

/// <summary>The mean angle between predicted and true directions, of all pixels.</summary>
public sealed class MeanAngle(AngleCounts angles) : Metric
{
    /// <inheritdoc/>
    public override string Name => "mean_angle";

    /// <inheritdoc/>
    public override Direction Direction => Direction.Lower;

    /// <inheritdoc/>
    public override string? Unit => "°";

    /// <inheritdoc/>
    public override Accumulator Accumulator => angles;

    /// <inheritdoc/>
    public override double Value => angles.Mean;
}
