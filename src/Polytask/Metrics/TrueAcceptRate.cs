using System.Globalization;

namespace Polytask.Metrics;

/// <summary>The share of pairs of one identity that are accepted at the loosest threshold that accepts no more than a share of the pairs of two.</summary>
/// <param name="pairs">The pairs.</param>
/// <param name="falseAcceptRate">That share.</param>
public sealed class TrueAcceptRate(PairScores pairs, double falseAcceptRate) : Metric
{
    /// <inheritdoc/>
    public override string Name { get; } = $"tar_at_far_{falseAcceptRate.ToString(CultureInfo.InvariantCulture)}";

    /// <inheritdoc/>
    public override Accumulator Accumulator => pairs;

    /// <inheritdoc/>
    public override double Value => pairs.Curve.Count == 0 ? double.NaN : pairs.Curve.Where(point => point.Different <= falseAcceptRate).Select(point => point.Same).DefaultIfEmpty(0).Max();
}
