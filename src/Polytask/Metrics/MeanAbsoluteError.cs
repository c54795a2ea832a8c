namespace Polytask.Metrics;

/// <summary>The mean of the absolute errors.</summary>
public sealed class MeanAbsoluteError(Residuals residuals, string? unit = null) : Metric
{
    /// <inheritdoc/>
    public override string Name => "mae";

    /// <inheritdoc/>
    public override Direction Direction => Direction.Lower;

    /// <inheritdoc/>
    public override string? Unit => unit;

    /// <inheritdoc/>
    public override Accumulator Accumulator => residuals;

    /// <inheritdoc/>
    public override double Value => residuals.MeanAbsolute;
}
