namespace Polytask.Metrics;

/// <summary>The F1 of all labels' hits and misses taken together.</summary>
public sealed class MicroF1(ClassCounts counts) : Metric
{
    /// <inheritdoc/>
    public override string Name => "micro_f1";

    /// <inheritdoc/>
    public override Accumulator Accumulator => counts;

    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            var hits = 2 * counts.SumOverClasses(counts.TruePositives);
            return hits / (hits + counts.SumOverClasses(counts.FalsePositives) + counts.SumOverClasses(counts.FalseNegatives));
        }
    }
}
