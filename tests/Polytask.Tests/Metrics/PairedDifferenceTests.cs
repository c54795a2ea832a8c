using Polytask.Metrics;
using Polytask.Numerics;

namespace Polytask.Tests.Metrics;

public sealed class PairedDifferenceTests
{
    private const int Studies = 300;

    [Fact]
    public void Of_two_ways_that_are_equally_good_a_difference_is_found_in_few_studies()
    {
        var random = new RandomStream(1, "noise");
        var found = Enumerable.Range(0, Studies).Count(study => PairedDifference.Of(OfTwoClasses, Study(random, seeds: 3, rows: 80, ahead: 0), study).Verdict != Verdict.Undecided);
        // 5 % may be wrong; 300 studies put three standard errors, 3.8 %, around that.
        Assert.True(found <= Studies * (0.05 + 0.038), $"{found} of {Studies} studies found a difference.");
    }

    [Fact]
    public void The_interval_holds_the_true_difference_in_most_studies()
    {
        const double truth = 0.15;
        var random = new RandomStream(2, "signal");
        var held = Enumerable.Range(0, Studies).Count(study =>
            PairedDifference.Of(OfTwoClasses, Study(random, seeds: 4, rows: 80, ahead: truth), study).Interval is { } interval && interval.Low <= truth && truth <= interval.High);
        Assert.True(held >= Studies * (0.95 - 0.038), $"{held} of {Studies} intervals held the truth.");
    }

    [Fact]
    public void A_large_difference_is_found()
    {
        var random = new RandomStream(3, "large");
        Assert.Equal(Verdict.Helped, PairedDifference.Of(OfTwoClasses, Study(random, seeds: 3, rows: 2000, ahead: 0.2), 1).Verdict);
        Assert.Equal(Verdict.Hurt, PairedDifference.Of(OfTwoClasses, Study(random, seeds: 3, rows: 2000, ahead: -0.2), 1).Verdict);
    }

    [Fact]
    public void Where_less_is_better_less_is_ahead()
    {
        // The first metric of numbers is R², so errors are looked at by themselves.
        var create = () => new MetricSet(new MeanAbsoluteError(new Residuals()));
        var (one, other) = (Numbers(0.1f, -0.2f, 0.1f), Numbers(0.4f, -0.5f, 0.4f));
        Assert.Equal(0.3, PairedDifference.Of(create, [(one, other)], 1).Difference, 1e-6); // float32 labels
    }

    [Fact]
    public void Equal_predictions_decide_nothing()
    {
        var rows = Study(new RandomStream(4, "same"), 1, 50, 0)[0].One;
        var same = PairedDifference.Of(OfTwoClasses, [(rows, rows), (rows, rows)], 1);
        Assert.Equal((0, (Interval?)null, Verdict.Undecided), (same.Difference, same.Interval, same.Verdict));
    }

    [Fact]
    public void Other_rows_are_refused() => Assert.Throws<ArgumentException>(() => PairedDifference.Of(OfTwoClasses, [(Numbers(1), Numbers(1, 2))], 1));

    private static MetricSet OfTwoClasses() => Sets.OfClasses(2);

    private static MeasuredRows Numbers(params float[] predictions) => new(predictions, 1, new float[predictions.Length], 1);

    /// <summary>
    /// Runs of two ways: a row is easy or hard for both, and a seed makes a way better or worse on all rows; on top of that each row is drawn by itself.
    /// </summary>
    private static List<(MeasuredRows One, MeasuredRows Other)> Study(RandomStream random, int seeds, int rows, double ahead)
    {
        var ease = Enumerable.Range(0, rows).Select(_ => 0.3 + 0.3 * random.NextDouble()).ToArray();
        return [.. Enumerable.Range(0, seeds).Select(_ => (Run(ahead), Run(0)))];

        MeasuredRows Run(double better)
        {
            var luck = 0.1 * (random.NextDouble() - 0.5);
            var predictions = ease.SelectMany(chance => random.NextDouble() < chance + better + luck ? new[] { 1f, 0f } : [0f, 1f]).ToArray();
            return new MeasuredRows(predictions, 2, new float[rows], 1);
        }
    }
}
