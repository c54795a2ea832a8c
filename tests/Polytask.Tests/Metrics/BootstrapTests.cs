using Polytask.Metrics;
using Polytask.Numerics;

namespace Polytask.Tests.Metrics;

public sealed class BootstrapTests
{
    private static readonly MeasuredRows Rows = Numbers(1000);

    [Fact]
    public void The_same_seed_gives_the_same_interval()
    {
        Assert.Equal(Bootstrap.Intervals(Sets.OfNumbers, Rows, 3), Bootstrap.Intervals(Sets.OfNumbers, Rows, 3));
        Assert.NotEqual(Bootstrap.Intervals(Sets.OfNumbers, Rows, 3), Bootstrap.Intervals(Sets.OfNumbers, Rows, 4));
    }

    [Fact]
    public void The_interval_of_a_mean_is_that_of_the_normal_distribution()
    {
        var errors = Enumerable.Range(0, Rows.Count).Select(row => Math.Abs((double)Rows.Prediction(row)[0] - Rows.Target(row)[0])).ToArray();
        var mean = errors.Average();
        var half = 1.96 * Math.Sqrt(errors.Average(error => (error - mean) * (error - mean)) / errors.Length);
        var interval = Bootstrap.Intervals(Sets.OfNumbers, Rows, 1, samples: 4000)[1]!.Value;
        // A percentile of 4,000 samples has a standard error of about 2 % of the half width at 2.5 %; the mean of 1,000 rows is near normal.
        Assert.Equal(mean - half, interval.Low, 0.1 * half);
        Assert.Equal(mean + half, interval.High, 0.1 * half);
    }

    [Fact]
    public void A_small_calibration_error_lies_in_its_interval()
    {
        var random = new RandomStream(1, "calibrated");
        for (var set = 0; set < 20; set++)
        {
            // Probabilities that come true, so that all of the error is chance, and drawing rows again doubles its square.
            float[] yes = [.. Enumerable.Range(0, 300).Select(_ => 0.5f + random.NextInt(50) / 100f)];
            float[] predictions = [.. yes.SelectMany(p => new[] { 1 - p, p })], targets = [.. yes.Select(p => random.NextDouble() < p ? 1f : 0f)];
            var rows = new MeasuredRows(predictions, 2, targets, 1);
            MetricSet Create() => new(new CalibrationError(new CalibrationBins()));
            var (interval, value) = (Bootstrap.Intervals(Create, rows, seed: set)[0]!.Value, Create().Add(rows)[0].Value);
            Assert.InRange(value, interval.Low, interval.High);
            Assert.InRange(interval.Low, 0, value);
        }
    }

    [Fact]
    public void Rows_of_weight_0_do_not_matter()
    {
        float[] predictions = [1, 1, 1, 500], targets = [0, 0, 0, 0], weights = [1, 1, 1, 0];
        Assert.Equal(new Interval(1, 1), Bootstrap.Intervals(Sets.OfNumbers, new(predictions, 1, targets, 1, weights), 1)[1]);
    }

    [Fact]
    public void Accuracy_has_the_Wilson_interval()
    {
        float[] predictions = [0.9f, 0.1f, 0.2f, 0.8f, 0.7f, 0.3f], targets = [0, 1, 1];
        Assert.Equal(WilsonInterval.Of(2 / 3.0, 3), Bootstrap.Intervals(() => Sets.OfClasses(2), new(predictions, 2, targets, 1), 1)[0]);
    }

    [Fact]
    public void Samples_without_a_value_are_left_out()
    {
        // With one row of the second class, about a third of the samples have none of it and no area under the curve.
        float[] predictions = [0.9f, 0.1f, 0.6f, 0.4f, 0.7f, 0.3f, 0.65f, 0.35f], targets = [0, 0, 0, 1];
        var create = () => new MetricSet(new Auroc(RankedScores.OfClasses(2)));
        var interval = Bootstrap.Intervals(create, new(predictions, 2, targets, 1), 1)[0]!.Value;
        Assert.True(interval.Low >= 0 && interval.High <= 1 && interval.Low < interval.High);
        Assert.Null(Bootstrap.Intervals(create, new(predictions, 2, new float[4], 1), 1)[0]);
    }

    [Fact]
    public void Without_rows_there_is_no_interval() =>
        Assert.All(Bootstrap.Intervals(Sets.OfNumbers, new(default, 1, default, 1), 1), interval => Assert.Null(interval));

    [Fact]
    public void Rows_must_fit_together()
    {
        Assert.Throws<ArgumentException>(() => new MeasuredRows(new float[3], 2, new float[2], 1));
        Assert.Throws<ArgumentException>(() => new MeasuredRows(new float[2], 1, new float[2], 1, new float[3]));
    }

    private static MeasuredRows Numbers(int rows)
    {
        var random = new RandomStream(5, "rows");
        float[] targets = new float[rows], predictions = new float[rows];
        for (var row = 0; row < rows; row++)
        {
            targets[row] = (float)random.NextDouble();
            predictions[row] = targets[row] + (float)(random.NextDouble() * random.NextDouble());
        }
        return new(predictions, 1, targets, 1);
    }
}
