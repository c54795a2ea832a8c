namespace Polytask.Metrics;

/// <summary>The root of the mean squared error of depths, of all pixels.</summary>
public sealed class DepthRootMeanSquaredError(DepthErrors errors) : Metric
{
    /// <inheritdoc/>
    public override string Name => "rmse";

    /// <inheritdoc/>
    public override Direction Direction => Direction.Lower;

    /// <inheritdoc/>
    public override string? Unit => "m";

    /// <inheritdoc/>
    public override Accumulator Accumulator => errors;

    /// <inheritdoc/>
    public override double Value => errors.RootMeanSquared;
}
