using CsCheck;
using Polytask.Metrics;

namespace Polytask.Tests.Metrics;

public sealed class RankedScoresTests
{
    /// <summary>The example of the documentation of sklearn.metrics.roc_auc_score and average_precision_score: 0.75 and 0.83…</summary>
    [Fact]
    public void Documented_example()
    {
        var scores = RankedScores.OfLabels(1);
        foreach (var (score, label) in new[] { (0.1f, 0f), (0.4f, 0), (0.35f, 1), (0.8f, 1) }) scores.Add([score], [label], 1);
        Assert.Equal(0.75, scores.Auroc);
        Assert.Equal(5 / 6.0, scores.AveragePrecision, 1e-15);
    }

    /// <summary>The three-class example of the documentation of sklearn.metrics.average_precision_score: 0.77…</summary>
    [Fact]
    public void Documented_example_of_three_classes()
    {
        float[][] predictions = [[0.7f, 0.2f, 0.1f], [0.4f, 0.3f, 0.3f], [0.1f, 0.8f, 0.1f], [0.2f, 0.3f, 0.5f], [0.4f, 0.4f, 0.2f], [0.1f, 0.2f, 0.7f]];
        var scores = RankedScores.OfClasses(3);
        for (var row = 0; row < 6; row++) scores.Add(predictions[row], [row / 2], 1);
        Assert.Equal(7 / 9.0, scores.AveragePrecision, 1e-15);
    }

    [Fact]
    public void Area_is_the_chance_of_right_order_and_average_precision_the_sum_over_thresholds() =>
        Gen.Select(Gen.Int[0, 8], Gen.Bool, Gen.Int[0, 3]).List[2, 25].ForAll(rows =>
        {
            var scores = RankedScores.OfLabels(1);
            foreach (var (score, positive, weight) in rows) scores.Add([score / 8f], [positive ? 1 : 0], weight);
            var positives = rows.Where(row => row.Item2).ToArray();
            var negatives = rows.Where(row => !row.Item2).ToArray();
            double hits = positives.Sum(row => row.Item3), misses = negatives.Sum(row => row.Item3);
            var ordered = positives.Sum(p => negatives.Sum(n => p.Item3 * n.Item3 * (p.Item1 > n.Item1 ? 1 : p.Item1 == n.Item1 ? 0.5 : 0)));
            Assert.Equal(ordered / (hits * misses), scores.Auroc, 1e-12);

            double precision = 0, recall = 0;
            foreach (var threshold in rows.Select(row => row.Item1).Distinct().OrderDescending())
            {
                double found = positives.Sum(row => row.Item1 >= threshold ? row.Item3 : 0), all = rows.Sum(row => row.Item1 >= threshold ? row.Item3 : 0);
                if (found > 0) precision += (found / hits - recall) * found / all;
                recall = found / hits;
            }
            Assert.Equal(hits > 0 ? precision : double.NaN, scores.AveragePrecision, 1e-12);
        }, iter: 300);

    [Fact]
    public void A_class_without_rows_is_left_out_of_the_mean()
    {
        var scores = RankedScores.OfClasses(3);
        scores.Add([0.6f, 0.3f, 0.1f], [0], 1);
        scores.Add([0.2f, 0.7f, 0.1f], [1], 1);
        Assert.Equal(1, scores.Auroc);
        Assert.Equal(1, scores.AveragePrecision);
    }

    [Fact]
    public void Scores_added_later_are_ranked_too()
    {
        var scores = RankedScores.OfLabels(1);
        scores.Add([0.2f], [1], 1);
        Assert.True(double.IsNaN(scores.Auroc));
        scores.Add([0.1f], [0], 1);
        Assert.Equal(1, scores.Auroc);
        scores.Add([0.3f], [0], 1);
        Assert.Equal(0.5, scores.Auroc);
    }
}
