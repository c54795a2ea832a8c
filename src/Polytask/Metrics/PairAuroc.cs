namespace Polytask.Metrics;

/// <summary>The area under the ROC curve of pairs of rows: the chance that a pair of one identity is more alike than a pair of two, ties counting half.</summary>
public sealed class PairAuroc(PairScores pairs) : Metric
{
    /// <inheritdoc/>
    public override string Name => "pair_auroc";

    /// <inheritdoc/>
    public override Accumulator Accumulator => pairs;

    /// <inheritdoc/>
    public override double Value => pairs.Auroc;
}
