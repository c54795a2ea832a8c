namespace Polytask.Metrics;

/// <summary>
/// Cohen's kappa with quadratic weights, for ordered classes: 1 is agreement, 0 is what chance would reach with the same shares of
/// classes; being off by two ranks costs four times as much as by one.
/// </summary>
/// <remarks>Cohen, Weighted Kappa, Psychological Bulletin 70, 1968.</remarks>
public sealed class QuadraticKappa(ConfusionMatrix matrix) : Metric
{
    /// <inheritdoc/>
    public override string Name => "quadratic_kappa";

    /// <inheritdoc/>
    public override Accumulator Accumulator => matrix;

    /// <inheritdoc/>
    /// <remarks>The cost of what is off as a share of that of chance.</remarks>
    public override double RelativeTo(double value) => 1 - value;

    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            var classes = Enumerable.Range(0, matrix.Classes).ToArray();
            var truths = Array.ConvertAll(classes, k => matrix.TruePositives(k) + matrix.FalseNegatives(k));
            var predictions = Array.ConvertAll(classes, k => matrix.TruePositives(k) + matrix.FalsePositives(k));
            var (observed, expected) = (0.0, 0.0);
            foreach (var i in classes)
                foreach (var j in classes)
                {
                    observed += (i - j) * (i - j) * matrix[i, j];
                    expected += (i - j) * (i - j) * truths[i] * predictions[j];
                }
            return expected > 0 ? 1 - observed * matrix.Total / expected : double.NaN;
        }
    }
}
