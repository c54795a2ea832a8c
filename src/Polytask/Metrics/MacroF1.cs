namespace Polytask.Metrics;

/// <summary>The mean of the classes' F1, over the classes that are there or predicted.</summary>
public sealed class MacroF1(ClassCounts counts) : Metric
{
    /// <inheritdoc/>
    public override string Name => "macro_f1";

    /// <inheritdoc/>
    public override Accumulator Accumulator => counts;

    /// <inheritdoc/>
    public override double Value => counts.MeanOverClasses(counts.F1);
}
