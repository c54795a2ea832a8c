using CsCheck;
using Polytask.Metrics;

namespace Polytask.Tests.Metrics;

/// <summary>Every metric there is, by form of target, and rows to measure.</summary>
internal static class Sets
{
    public static MetricSet OfClasses(int classes)
    {
        var matrix = new ConfusionMatrix(classes);
        var scores = RankedScores.OfClasses(classes);
        return new(
            new Accuracy(matrix), new BalancedAccuracy(matrix), new MacroF1(matrix), new MicroF1(matrix), new Precision(matrix, 1), new Recall(matrix, 1), new F1(matrix, 1),
            new WithinOneAccuracy(matrix), new QuadraticKappa(matrix), new LogLoss(new()), new Auroc(scores), new AveragePrecision(scores), new CalibrationError(new()));
    }

    public static MetricSet OfLabels(int labels)
    {
        var counts = new LabelCounts(labels);
        var scores = RankedScores.OfLabels(labels);
        return new(new MicroF1(counts), new MacroF1(counts), new Auroc(scores), new AveragePrecision(scores));
    }

    public static MetricSet OfNumbers()
    {
        var residuals = new Residuals();
        return new(new RSquared(residuals), new MeanAbsoluteError(residuals), new RootMeanSquaredError(residuals));
    }

    /// <summary>Rows of one form of target: probabilities in sixteenths, so that ties are common.</summary>
    public static readonly Gen<(Func<MetricSet> Create, List<MeasuredRow> Rows)> Any = Gen.OneOf(
        Rows(() => OfClasses(4), 4, Gen.Int[0, 3].Select(k => new[] { (float)k })),
        Rows(() => OfClasses(2), 2, Gen.Int[0, 1].Select(k => new[] { (float)k })),
        Rows(() => OfLabels(3), 3, Gen.Int[0, 1].Select(k => (float)k).Array[3]),
        Rows(OfNumbers, 1, Gen.Int[-20, 20].Select(k => (float)k).Array[1]));

    public static MetricSet Measure(Func<MetricSet> create, IEnumerable<MeasuredRow> rows)
    {
        var set = create();
        foreach (var row in rows) set.Add(row.Prediction, row.Target, row.Weight);
        return set;
    }

    public static MeasuredRows Together(IReadOnlyList<MeasuredRow> rows) => new(
        rows.SelectMany(row => row.Prediction).ToArray(), rows[0].Prediction.Length,
        rows.SelectMany(row => row.Target).ToArray(), rows[0].Target.Length,
        rows.Select(row => (float)row.Weight).ToArray());

    /// <summary>Sums may be taken in another order, so that their last digits differ.</summary>
    public static void AssertSame(MetricSet expected, MetricSet found)
    {
        foreach (var (one, other) in expected.Zip(found)) Assert.Equal(one.Value, other.Value, 1e-9);
    }

    private static Gen<(Func<MetricSet>, List<MeasuredRow>)> Rows(Func<MetricSet> create, int width, Gen<float[]> target) =>
        Gen.Select(Gen.Int[0, 16].Select(i => i / 16f).Array[width], target, Gen.Int[0, 4].Select(i => i / 2.0), (p, t, w) => new MeasuredRow(p, t, w))
            .List[1, 30].Select(rows => (create, rows));
}

internal sealed record MeasuredRow(float[] Prediction, float[] Target, double Weight);
