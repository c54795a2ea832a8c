using Polytask.Numerics;

namespace Polytask.Metrics;

/// <summary>How far metrics could be off by the choice of rows alone: rows are drawn again with replacement, many times.</summary>
/// <remarks>Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13: percentile intervals; those of a figure that leans are moved back by as much as its samples lie off, chapter 10.</remarks>
public static class Bootstrap
{
    /// <summary>
    /// A 95 % interval for each metric of a set: from a formula where the metric has one, otherwise percentiles over samples. Samples
    /// in which a metric is not defined are left out; <c>null</c> where that leaves none.
    /// </summary>
    /// <param name="create">Makes the metrics, fresh.</param>
    /// <param name="rows">The rows that were measured.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="samples">How many times rows are drawn.</param>
    public static IReadOnlyList<Interval?> Intervals(Func<MetricSet> create, MeasuredRows rows, long seed, int samples = 200)
    {
        var weights = new double[rows.Count];
        for (var row = 0; row < weights.Length; row++) weights[row] = rows.Weight(row);
        var metrics = create();
        metrics.Reweigh(rows, weights);
        var (intervals, measured) = (metrics.Select(m => m.Interval).ToArray(), metrics.Select(m => m.Value).ToArray());
        var sampled = Enumerable.Range(0, metrics.Count).Where(i => intervals[i] is null).ToArray();
        var values = Array.ConvertAll(sampled, _ => new List<double>(samples));
        var random = new RandomStream(seed, "bootstrap");
        for (var sample = 0; rows.Count > 0 && sample < samples; sample++)
        {
            Draw(random, rows, weights);
            metrics.Reweigh(rows, weights);
            for (var i = 0; i < sampled.Length; i++)
                if (metrics[sampled[i]].Value is var value && double.IsFinite(value)) values[i].Add(value);
        }
        for (var i = 0; i < sampled.Length; i++)
        {
            if (values[i].Count == 0) continue;
            var interval = Percentiles(values[i]);
            var lean = metrics[sampled[i]].LeansWhenDrawn ? values[i].Average() - measured[sampled[i]] : 0;
            intervals[sampled[i]] = lean == 0 ? interval : new Interval(Math.Max(0, interval.Low - lean), interval.High - lean);
        }
        return intervals;
    }

    /// <summary>Draws as many rows as there are: a row's weight is multiplied by how often it was drawn.</summary>
    internal static void Draw(RandomStream random, MeasuredRows rows, double[] weights)
    {
        Array.Clear(weights);
        for (var drawn = 0; drawn < weights.Length; drawn++) weights[random.NextInt(weights.Length)]++;
        for (var row = 0; row < weights.Length; row++) weights[row] *= rows.Weight(row);
    }

    private static Interval Percentiles(List<double> values)
    {
        values.Sort();
        return new(At(0.025), At(0.975));

        double At(double share)
        {
            var place = share * (values.Count - 1);
            var (below, above) = ((int)Math.Floor(place), (int)Math.Ceiling(place));
            return values[below] + (place - below) * (values[above] - values[below]);
        }
    }
}
