using Polytask.Metrics;
using Polytask.Numerics;

namespace Polytask.Tests.Metrics;

public sealed class PairScoresTests
{
    /// <summary>
    /// Rows at 0° (a), 10° (a), 25° (b), 70° (b) and 90° (a). Pairs by rising angle: 10 same; 15, 20 and 25 different; 45 same; 60, 65 and 70 different; 80 and 90 same.
    /// </summary>
    [Fact]
    public void Values_by_hand()
    {
        var pairs = Of((0, 0), (10, 0), (25, 1), (70, 1), (90, 0));
        // Of 4 × 6 pairs of pairs, 6 + 3 + 0 + 0 are in order.
        Assert.Equal(9 / 24.0, new PairAuroc(pairs).Value, 1e-12);
        // Accepted up to 45°: 2 of 4 same, 3 of 6 different.
        Assert.Equal(0.5, new EqualErrorRate(pairs).Value, 1e-12);
        Assert.Equal(0.25, new TrueAcceptRate(pairs, 0.1).Value, 1e-12);
        Assert.Equal(0.5, new TrueAcceptRate(pairs, 0.5).Value, 1e-12);
        Assert.Equal(1, new TrueAcceptRate(pairs, 1).Value, 1e-12);
    }

    [Fact]
    public void Between_two_thresholds_the_equal_error_is_on_the_line()
    {
        // 0 different, then at 90 one of one identity and one of two: (0, 1/2), (1, 1). Refused wrongly are as many as accepted at a third of the second step.
        var pairs = Of((0, 0), (0, 1), (90, 0));
        Assert.Equal([(0, 0.5), (1, 1)], pairs.Curve);
        Assert.Equal(2 / 3.0, new EqualErrorRate(pairs).Value, 1e-12);
        Assert.Equal(0, new EqualErrorRate(Of((0, 0), (10, 0), (30, 1))).Value);
    }

    [Fact]
    public void Pairs_of_one_sort_alone_measure_nothing()
    {
        Assert.True(double.IsNaN(new EqualErrorRate(Of((0, 0), (10, 0))).Value));
        Assert.True(double.IsNaN(new TrueAcceptRate(Of((0, 0), (10, 1)), 0.1).Value));
        Assert.True(double.IsNaN(new PairAuroc(Of((0, 0))).Value));
        Assert.True(double.IsNaN(new EqualErrorRate(new PairScores()).Value));
    }

    [Fact]
    public void A_pair_weighs_the_product_of_its_rows_and_none_is_a_row_with_itself()
    {
        var pairs = new PairScores();
        foreach (var (angle, identity, weight) in new[] { (0.0, 0, 2.0), (10, 0, 1), (15, 1, 3), (100, 1, 1) }) Add(pairs, angle, identity, weight);
        // By rising angle: 5 different 3, 10 same 2, 15 different 6, 85 same 3, 90 different 1, 100 different 2.
        Assert.Equal([(0, 3 / 12.0), (2 / 5.0, 3 / 12.0), (2 / 5.0, 9 / 12.0), (1, 9 / 12.0), (1, 10 / 12.0), (1, 1)], pairs.Curve);
    }

    [Fact]
    public void Rows_reweighed_or_merged_are_those_added_anew()
    {
        var random = new RandomStream(1, "pairs");
        var rows = Enumerable.Range(0, 20).Select(_ => (Angle: 90 * random.NextDouble(), Identity: random.NextInt(3), Weight: (double)random.NextInt(3))).ToArray();
        PairScores whole = new(), left = new(), right = new(), reweighed = new();
        foreach (var (i, row) in rows.Index())
        {
            Add(whole, row.Angle, row.Identity, row.Weight);
            Add(i < 7 ? left : right, row.Angle, row.Identity, row.Weight);
        }
        left.Merge(right);
        var measured = new MeasuredRows(rows.SelectMany(row => Direction(row.Angle)).ToArray(), 2, rows.Select(row => (float)row.Identity).ToArray(), 1, rows.Select(_ => 1f).ToArray());
        reweighed.Reweigh(measured, [.. rows.Select(_ => 1.0)]);
        reweighed.Reweigh(measured, [.. rows.Select(row => row.Weight)]);
        foreach (var scores in new[] { left, reweighed })
        {
            Assert.Equal(whole.Auroc, scores.Auroc, 1e-12);
            Assert.Equal(whole.Curve, scores.Curve);
        }
    }

    private static PairScores Of(params (double Angle, int Identity)[] rows)
    {
        var pairs = new PairScores();
        foreach (var (angle, identity) in rows) Add(pairs, angle, identity);
        return pairs;
    }

    private static void Add(PairScores pairs, double angle, int identity, double weight = 1) => pairs.Add(Direction(angle), [identity], weight);

    private static float[] Direction(double degrees)
    {
        var (sine, cosine) = Math.SinCos(degrees * Math.PI / 180);
        return [(float)cosine, (float)sine];
    }
}
