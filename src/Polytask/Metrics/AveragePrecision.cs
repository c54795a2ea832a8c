namespace Polytask.Metrics;

/// <summary>The average precision: Σ precision × rise of recall, over thresholds; the mean over classes, each against the rest.</summary>
public sealed class AveragePrecision(RankedScores scores) : Metric
{
    /// <inheritdoc/>
    public override string Name => "average_precision";

    /// <inheritdoc/>
    public override Accumulator Accumulator => scores;

    /// <inheritdoc/>
    public override double Value => scores.AveragePrecision;
}
