using Polytask.Numerics;

namespace Polytask.Metrics;

/// <summary>Whether a difference has a sign that chance alone would hardly give it.</summary>
public enum Verdict
{
    /// <summary>The interval holds both better and worse.</summary>
    Undecided,

    /// <summary>All of the interval is better.</summary>
    Helped,

    /// <summary>All of the interval is worse.</summary>
    Hurt,
}

/// <summary>
/// How far one way to train is ahead of another on the same rows, with a 95 % interval for two sources of chance: the seeds of training, and the rows that
/// happen to be in the test part.
/// </summary>
/// <remarks>
/// The interval is that of Student's t. The variance by rows is the bootstrap's (Efron, Tibshirani, An Introduction to the Bootstrap, 1993), where both ways meet the same
/// drawn rows; the variance by seeds is that of the differences of equal seeds; degrees of freedom are Satterthwaite's (Biometrics Bulletin 2, 1946).
/// The chance of single rows is in both variances, so the interval is a little too wide rather than too narrow.
/// </remarks>
/// <param name="Difference">The mean over the seeds, in the unit of the metric; above 0 is better, whatever the metric's direction.</param>
/// <param name="Interval">The interval; <c>null</c> where nothing is known of its width.</param>
/// <param name="Seeds">The pairs of runs.</param>
public sealed record PairedDifference(double Difference, Interval? Interval, int Seeds)
{
    private const int Samples = 200;

    /// <summary>What the interval says.</summary>
    public Verdict Verdict => Interval switch
    {
        { Low: > 0 } => Verdict.Helped,
        { High: < 0 } => Verdict.Hurt,
        _ => Verdict.Undecided,
    };

    /// <summary>Compares runs in pairs of equal seeds, by a task's first metric.</summary>
    /// <param name="create">Makes the task's metrics, fresh.</param>
    /// <param name="pairs">For every seed, the rows as the one and as the other way predicts them: the same rows, in the same order.</param>
    /// <param name="seed">The seed of the bootstrap.</param>
    public static PairedDifference Of(Func<MetricSet> create, IReadOnlyList<(MeasuredRows One, MeasuredRows Other)> pairs, long seed)
    {
        var rows = pairs[0].One;
        if (pairs.Any(pair => pair.One.Count != rows.Count || pair.Other.Count != rows.Count))
            throw new ArgumentException($"Expected the same {rows.Count} rows in all runs, found others.", nameof(pairs));
        var metrics = create();
        var sign = metrics[0].Direction == Direction.Higher ? 1 : -1;
        var weights = new double[rows.Count];
        for (var row = 0; row < weights.Length; row++) weights[row] = rows.Weight(row);
        var differences = pairs.Select(Ahead).ToArray();

        var sampled = new List<double>(Samples);
        var random = new RandomStream(seed, "paired bootstrap");
        for (var sample = 0; rows.Count > 0 && sample < Samples; sample++)
        {
            Bootstrap.Draw(random, rows, weights);
            if (pairs.Average(Ahead) is var difference && double.IsFinite(difference)) sampled.Add(difference);
        }
        var (bySeeds, byRows) = (Sample.Variance(differences) / pairs.Count ?? 0, Sample.Variance(sampled) ?? 0);
        var mean = differences.Average();
        return new PairedDifference(mean, Around(mean, bySeeds, byRows, pairs.Count), pairs.Count);

        double Ahead((MeasuredRows One, MeasuredRows Other) pair) => sign * (Value(pair.One) - Value(pair.Other));

        double Value(MeasuredRows measured)
        {
            metrics.Reweigh(measured, weights);
            return metrics[0].Value;
        }
    }

    private static Interval? Around(double mean, double bySeeds, double byRows, int seeds)
    {
        var variance = bySeeds + byRows;
        if (!double.IsFinite(mean) || !(variance > 0)) return null;
        var freedom = variance * variance / ((bySeeds > 0 ? bySeeds * bySeeds / (seeds - 1) : 0) + byRows * byRows / (Samples - 1));
        var reach = StudentT.TwoSidedQuantile(0.95, freedom) * Math.Sqrt(variance);
        return new Interval(mean - reach, mean + reach);
    }
}
