namespace Polytask.Metrics;

/// <summary>The mean size of the error of a depth, of all pixels.</summary>
public sealed class DepthAbsoluteError(DepthErrors errors) : Metric
{
    /// <inheritdoc/>
    public override string Name => "abs_error";

    /// <inheritdoc/>
    public override Direction Direction => Direction.Lower;

    /// <inheritdoc/>
    public override string? Unit => "m";

    /// <inheritdoc/>
    public override Accumulator Accumulator => errors;

    /// <inheritdoc/>
    public override double Value => errors.Absolute;
}
