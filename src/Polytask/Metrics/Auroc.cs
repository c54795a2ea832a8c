namespace Polytask.Metrics;

/// <summary>The area under the ROC curve: the chance that a row of a class scores above a row of another class, ties counting half; the mean over classes, each against the rest.</summary>
public sealed class Auroc(RankedScores scores) : Metric
{
    /// <inheritdoc/>
    public override string Name => "auroc";

    /// <inheritdoc/>
    public override Accumulator Accumulator => scores;

    /// <inheritdoc/>
    public override double Value => scores.Auroc;
}
