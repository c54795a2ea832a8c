namespace Polytask.Metrics;

/// <summary>The root of the mean of the squared errors.</summary>
public sealed class RootMeanSquaredError(Residuals residuals, string? unit = null) : Metric
{
    /// <inheritdoc/>
    public override string Name => "rmse";

    /// <inheritdoc/>
    public override Direction Direction => Direction.Lower;

    /// <inheritdoc/>
    public override string? Unit => unit;

    /// <inheritdoc/>
    public override Accumulator Accumulator => residuals;

    /// <inheritdoc/>
    public override double Value => Math.Sqrt(residuals.MeanSquared);
}
