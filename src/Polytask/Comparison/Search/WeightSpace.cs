using Polytask.Numerics;

namespace Polytask.Comparison.Search;

/// <summary>The fixed weights that tasks can have: the points of a simplex, written with a mean of 1 and three decimals.</summary>
/// <param name="Tasks">The tasks.</param>
/// <param name="Count">How many weightings may be tried.</param>
/// <param name="Seed">What is drawn at random follows from it.</param>
public sealed record WeightSpace(int Tasks, int Count, long Seed)
{
    private const int Decimals = 3;

    // With a weight of 0 a task would not be trained at all.
    private const double Least = 0.001;

    /// <summary>Weightings drawn evenly from the simplex; the first are the same however many are drawn.</summary>
    /// <param name="count">How many.</param>
    public IReadOnlyList<IReadOnlyList<double>> Draw(int count)
    {
        var random = new RandomStream(Seed, "weights to compare");
        return [.. Enumerable.Range(0, count).Select(_ => Scaled([.. Enumerable.Range(0, Tasks).Select(_ => -Math.Log(1 - random.NextDouble()))]))];
    }

    /// <summary>Positive parts as weights with a mean of 1.</summary>
    public static IReadOnlyList<double> Scaled(IReadOnlyList<double> parts)
    {
        var mean = parts.Average();
        return [.. parts.Select(part => Math.Max(Least, Math.Round(part / mean, Decimals)))];
    }
}
