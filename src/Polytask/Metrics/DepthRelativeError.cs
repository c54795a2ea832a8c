namespace Polytask.Metrics;

/// <summary>The mean of the error of a depth by the depth, of all pixels.</summary>
public sealed class DepthRelativeError(DepthErrors errors) : Metric
{
    /// <inheritdoc/>
    public override string Name => "abs_rel";

    /// <inheritdoc/>
    public override Direction Direction => Direction.Lower;

    /// <inheritdoc/>
    public override Accumulator Accumulator => errors;

    /// <inheritdoc/>
    public override double Value => errors.Relative;
}
