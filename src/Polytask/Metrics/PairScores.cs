using System.Runtime.InteropServices;

namespace Polytask.Metrics;

/// <summary>
/// The cosines of all pairs of rows, and whether both are of one identity. A pair weighs the product of its rows' weights; a row is no pair with itself, however much it weighs. Of very
/// many rows every so many are paired.
/// </summary>
public sealed class PairScores : Accumulator
{
    private const int MostRows = 2000;
    private readonly List<float[]> _directions = [];
    private readonly List<int> _identities = [];
    private readonly List<double> _weights = [];
    private MeasuredRows? _reweighed;
    private (Ranking Ranking, (int First, int Second)[] Pairs)? _ranked;
    private (double Auroc, (double Same, double Different)[] Curve)? _measured;

    /// <summary>The chance that a pair of one identity has a larger cosine than a pair of two, ties counting half.</summary>
    public double Auroc => Current.Auroc;

    /// <summary>From the strictest threshold to none: the share of pairs of one identity that are accepted, and that of pairs of two. Empty without pairs of both sorts.</summary>
    public IReadOnlyList<(double Same, double Different)> Curve => Current.Curve;

    private (double Auroc, (double Same, double Different)[] Curve) Current => _measured ??= Measure();

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, double weight)
    {
        Forget();
        _directions.Add(prediction.ToArray());
        _identities.Add((int)target[0]);
        _weights.Add(weight);
    }

    /// <inheritdoc/>
    public override void Merge(Accumulator other)
    {
        Forget();
        var scores = (PairScores)other;
        _directions.AddRange(scores._directions);
        _identities.AddRange(scores._identities);
        _weights.AddRange(scores._weights);
    }

    /// <inheritdoc/>
    public override void Clear()
    {
        Forget();
        _directions.Clear();
        _identities.Clear();
        _weights.Clear();
    }

    /// <inheritdoc/>
    internal override void Reweigh(MeasuredRows rows, ReadOnlySpan<double> weights)
    {
        if (_reweighed != rows)
        {
            Clear();
            for (var row = 0; row < rows.Count; row++) Add(rows.Prediction(row), rows.Target(row), 0);
            _reweighed = rows;
        }
        weights.CopyTo(CollectionsMarshal.AsSpan(_weights));
        _measured = null;
    }

    private void Forget() => (_reweighed, _ranked, _measured) = (null, null, null);

    private (double, (double, double)[]) Measure()
    {
        var (ranking, pairs) = _ranked ??= Rank();
        var weights = Array.ConvertAll(pairs, pair => _weights[pair.First] * _weights[pair.Second]);
        return (ranking.Measure(weights).Auroc, ranking.Curve(weights));
    }

    private (Ranking, (int, int)[]) Rank()
    {
        var every = (_weights.Count + MostRows - 1) / MostRows;
        var (pairs, cosines) = (new List<(int First, int Second)>(), new List<float>());
        for (var first = 0; first < _weights.Count; first += every)
            for (var second = first + every; second < _weights.Count; second += every)
            {
                pairs.Add((first, second));
                cosines.Add(Cosine(_directions[first], _directions[second]));
            }
        return (new Ranking([.. cosines], pair => _identities[pairs[pair].First] == _identities[pairs[pair].Second]), [.. pairs]);
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
