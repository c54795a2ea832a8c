namespace Polytask.Metrics;

/// <summary>The share of pixels whose depth is off by a factor of less than 1.25^power.</summary>
public sealed class DepthWithin(DepthErrors errors, int power = 1) : Metric
{
    /// <inheritdoc/>
    public override string Name => power == 1 ? "delta_1.25" : $"delta_1.25^{power}";

    /// <inheritdoc/>
    public override Accumulator Accumulator => errors;

    /// <inheritdoc/>
    public override double Value => errors.Within(power);
}
