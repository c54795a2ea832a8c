namespace Polytask.Metrics;

/// <summary>The precision of one class.</summary>
public sealed class Precision(ClassCounts counts, int positive) : Metric
{
    /// <inheritdoc/>
    public override string Name => "precision";

    /// <inheritdoc/>
    public override Accumulator Accumulator => counts;

    /// <inheritdoc/>
    public override double Value => counts.Precision(positive);
}
