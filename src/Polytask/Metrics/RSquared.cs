namespace Polytask.Metrics;

/// <summary>R²: the share of the targets' variance that predictions explain; 0 for predicting the mean. Not defined where all targets are equal.</summary>
public sealed class RSquared(Residuals residuals) : Metric
{
    /// <inheritdoc/>
    public override string Name => "r2";

    /// <inheritdoc/>
    public override Accumulator Accumulator => residuals;

    /// <inheritdoc/>
    /// <remarks>The share that is not explained: the relative change is that of the squared error.</remarks>
    public override double RelativeTo(double value) => 1 - value;

    /// <inheritdoc/>
    public override double Value => residuals.TargetVariance > 0 ? 1 - residuals.MeanSquared / residuals.TargetVariance : double.NaN;
}
