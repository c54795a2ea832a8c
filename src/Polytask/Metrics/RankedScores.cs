using System.Runtime.InteropServices;

namespace Polytask.Metrics;

/// <summary>All scores of all rows, for measures of order: each class against the rest, then the mean over the classes for which the measure is defined.</summary>
public sealed class RankedScores : Accumulator
{
    private readonly int _width, _first;
    private readonly Func<ReadOnlySpan<float>, int, bool> _isPositive;
    private readonly List<float> _scores = [];
    private readonly List<bool> _positive = [];
    private readonly List<double> _weights = [];
    private MeasuredRows? _reweighed;
    private Ranking[]? _rankings;
    private (double Auroc, double AveragePrecision)? _means;

    private RankedScores(int width, int first, Func<ReadOnlySpan<float>, int, bool> isPositive) => (_width, _first, _isPositive) = (width, first, isPositive);

    /// <summary>For targets that are the index of one class. Of two classes the second, the positive one, is measured alone.</summary>
    public static RankedScores OfClasses(int classes) => new(classes, classes == 2 ? 1 : 0, (target, k) => (int)target[0] == k);

    /// <summary>For targets that hold a 1 for every label of the row.</summary>
    public static RankedScores OfLabels(int labels) => new(labels, 0, (target, k) => target[k] > 0);

    /// <summary>The mean area under the ROC curve.</summary>
    public double Auroc => Current.Auroc;

    /// <summary>The mean average precision.</summary>
    public double AveragePrecision => Current.AveragePrecision;

    private (double Auroc, double AveragePrecision) Current => _means ??= Measure();

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, double weight)
    {
        Forget();
        _scores.AddRange(prediction);
        for (var k = 0; k < _width; k++) _positive.Add(_isPositive(target, k));
        _weights.Add(weight);
    }

    /// <inheritdoc/>
    public override void Merge(Accumulator other)
    {
        Forget();
        var scores = (RankedScores)other;
        _scores.AddRange(scores._scores);
        _positive.AddRange(scores._positive);
        _weights.AddRange(scores._weights);
    }

    /// <inheritdoc/>
    public override void Clear()
    {
        Forget();
        _scores.Clear();
        _positive.Clear();
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
        _means = null;
    }

    private void Forget() => (_reweighed, _rankings, _means) = (null, null, null);

    private (double Auroc, double AveragePrecision) Measure()
    {
        _rankings ??= [.. Enumerable.Range(_first, _width - _first).Select(Rank)];
        var measures = Array.ConvertAll(_rankings, ranking => ranking.Measure(CollectionsMarshal.AsSpan(_weights)));
        return (Means.OfDefined(measures.Select(m => m.Auroc)), Means.OfDefined(measures.Select(m => m.AveragePrecision)));
    }

    private Ranking Rank(int k)
    {
        var scores = new float[_weights.Count];
        for (var row = 0; row < scores.Length; row++) scores[row] = _scores[row * _width + k];
        return new(scores, row => _positive[row * _width + k]);
    }
}
