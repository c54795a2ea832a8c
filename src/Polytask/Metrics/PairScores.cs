namespace Polytask.Metrics;

/// <summary>
/// The cosines of all pairs of rows, and whether both are of one identity. A pair weighs the product of its rows' weights; a row is no pair with itself, however much it weighs. Of very
/// many rows every so many are paired.
/// </summary>
public sealed class PairScores : OrderedRows<RankedPairs, (double Auroc, (double Same, double Different)[] Curve)>
{
    private const int MostRows = 2000;
    private readonly List<float[]> _directions = [];
    private readonly List<int> _identities = [];

    /// <summary>The chance that a pair of one identity has a larger cosine than a pair of two, ties counting half.</summary>
    public double Auroc => Measured.Auroc;

    /// <summary>From the strictest threshold to none: the share of pairs of one identity that are accepted, and that of pairs of two. Empty without pairs of both sorts.</summary>
    public IReadOnlyList<(double Same, double Different)> Curve => Measured.Curve;

    /// <inheritdoc/>
    protected override void Keep(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target)
    {
        _directions.Add(prediction.ToArray());
        _identities.Add((int)target[0]);
    }

    /// <inheritdoc/>
    protected override void Keep(OrderedRows<RankedPairs, (double Auroc, (double Same, double Different)[] Curve)> other)
    {
        var scores = (PairScores)other;
        _directions.AddRange(scores._directions);
        _identities.AddRange(scores._identities);
    }

    /// <inheritdoc/>
    protected override void Drop()
    {
        _directions.Clear();
        _identities.Clear();
    }

    /// <inheritdoc/>
    protected override RankedPairs Order()
    {
        var every = (_identities.Count + MostRows - 1) / MostRows;
        var (pairs, cosines) = (new List<(int First, int Second)>(), new List<float>());
        for (var first = 0; first < _identities.Count; first += every)
            for (var second = first + every; second < _identities.Count; second += every)
            {
                pairs.Add((first, second));
                cosines.Add(Cosine(_directions[first], _directions[second]));
            }
        return new(new Ranking([.. cosines], pair => _identities[pairs[pair].First] == _identities[pairs[pair].Second]), pairs);
    }

    /// <inheritdoc/>
    protected override (double Auroc, (double Same, double Different)[] Curve) Measure(RankedPairs order)
    {
        var weights = new double[order.Pairs.Count];
        for (var pair = 0; pair < weights.Length; pair++) weights[pair] = Weights[order.Pairs[pair].First] * Weights[order.Pairs[pair].Second];
        return (order.Ranking.Measure(weights).Auroc, order.Ranking.Curve(weights));
    }

    private static float Cosine(float[] first, float[] second)
    {
        double product = 0, firstSquare = 0, secondSquare = 0;
        for (var i = 0; i < first.Length; i++)
        {
            product += (double)first[i] * second[i];
            firstSquare += (double)first[i] * first[i];
            secondSquare += (double)second[i] * second[i];
        }
        return product == 0 ? 0 : (float)(product / Math.Sqrt(firstSquare * secondSquare));
    }
}
