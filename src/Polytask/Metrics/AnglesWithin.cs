namespace Polytask.Metrics;

/// <summary>The share of pixels whose direction is off by less than one of the limits 11.25°, 22.5° and 30°.</summary>
public sealed class AnglesWithin(AngleCounts angles, int limit) : Metric
{
    /// <inheritdoc/>
    public override string Name => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"within_{AngleCounts.Limits[limit]}");

    /// <inheritdoc/>
    public override Accumulator Accumulator => angles;

    /// <inheritdoc/>
    public override double Value => angles.Within(limit);
}
