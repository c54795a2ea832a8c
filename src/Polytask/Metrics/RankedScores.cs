namespace Polytask.Metrics;

/// <summary>All scores of all rows, for measures of order: each class against the rest, then the mean over the classes for which the measure is defined.</summary>
public sealed class RankedScores : OrderedRows<Ranking[], (double Auroc, double AveragePrecision)>
{
    private readonly int _width, _first;
    private readonly Func<ReadOnlySpan<float>, int, bool> _isPositive;
    private readonly List<float> _scores = [];
    private readonly List<bool> _positive = [];

    private RankedScores(int width, int first, Func<ReadOnlySpan<float>, int, bool> isPositive) => (_width, _first, _isPositive) = (width, first, isPositive);

    /// <summary>For targets that are the index of one class. Of two classes the second, the positive one, is measured alone.</summary>
    public static RankedScores OfClasses(int classes) => new(classes, classes == 2 ? 1 : 0, (target, k) => (int)target[0] == k);

    /// <summary>For targets that hold a 1 for every label of the row.</summary>
    public static RankedScores OfLabels(int labels) => new(labels, 0, (target, k) => target[k] > 0);

    /// <summary>The mean area under the ROC curve.</summary>
    public double Auroc => Measured.Auroc;

    /// <summary>The mean average precision.</summary>
    public double AveragePrecision => Measured.AveragePrecision;

    /// <inheritdoc/>
    protected override void Keep(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target)
    {
        _scores.AddRange(prediction);
        for (var k = 0; k < _width; k++) _positive.Add(_isPositive(target, k));
    }

    /// <inheritdoc/>
    protected override void Keep(OrderedRows<Ranking[], (double Auroc, double AveragePrecision)> other)
    {
        var scores = (RankedScores)other;
        _scores.AddRange(scores._scores);
        _positive.AddRange(scores._positive);
    }

    /// <inheritdoc/>
    protected override void Drop()
    {
        _scores.Clear();
        _positive.Clear();
    }

    /// <inheritdoc/>
    protected override Ranking[] Order() => [.. Enumerable.Range(_first, _width - _first).Select(Rank)];

    /// <inheritdoc/>
    protected override (double Auroc, double AveragePrecision) Measure(Ranking[] order)
    {
        var measures = new (double Auroc, double AveragePrecision)[order.Length];
        for (var k = 0; k < order.Length; k++) measures[k] = order[k].Measure(Weights);
        return (Means.OfDefined(measures.Select(m => m.Auroc)), Means.OfDefined(measures.Select(m => m.AveragePrecision)));
    }

    private Ranking Rank(int k)
    {
        var scores = new float[Weights.Length];
        for (var row = 0; row < scores.Length; row++) scores[row] = _scores[row * _width + k];
        return new(scores, row => _positive[row * _width + k]);
    }
}
