namespace Polytask.Metrics;

/// <summary>The F1 of one class.</summary>
public sealed class F1(ClassCounts counts, int positive) : Metric
{
    /// <inheritdoc/>
    public override string Name => "f1";

    /// <inheritdoc/>
    public override Accumulator Accumulator => counts;

    /// <inheritdoc/>
    public override double Value => counts.F1(positive);
}
