namespace Polytask.Metrics;

/// <summary>The recall of one class.</summary>
public sealed class Recall(ClassCounts counts, int positive) : Metric
{
    /// <inheritdoc/>
    public override string Name => "recall";

    /// <inheritdoc/>
    public override Accumulator Accumulator => counts;

    /// <inheritdoc/>
    public override double Value => counts.Recall(positive);
}
