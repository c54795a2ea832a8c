namespace Polytask.Metrics;

/// <summary>The share of wrong decisions at the threshold where as large a share of pairs of two identities is accepted as of pairs of one refused; between two thresholds, on the straight line.</summary>
public sealed class EqualErrorRate(PairScores pairs) : Metric
{
    /// <inheritdoc/>
    public override string Name => "equal_error_rate";

    /// <inheritdoc/>
    public override Direction Direction => Direction.Lower;

    /// <inheritdoc/>
    public override Accumulator Accumulator => pairs;

    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            var (same, different) = (0.0, 0.0);
            foreach (var next in pairs.Curve)
            {
                // How far more is refused wrongly than accepted wrongly.
                var (before, after) = (1 - same - different, 1 - next.Same - next.Different);
                if (after <= 0) return different + before / (before - after) * (next.Different - different);
                (same, different) = next;
            }
            return double.NaN;
        }
    }
}
