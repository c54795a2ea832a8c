using Polytask.Comparison.Search;

namespace Polytask.Tests.Comparison.Search;

/// <summary>A made-up score of weights: nothing is trained, and the best are known.</summary>
internal static class MadeUp
{
    public const long Seed = 17;

    public static readonly double[] Best = [0.5, 0.9, 1.6];

    /// <summary>How far weights are from the best.</summary>
    public static double Distance(IReadOnlyList<double> weights) => Math.Sqrt(weights.Zip(Best, (weight, best) => (weight - best) * (weight - best)).Sum());

    /// <summary>All that a strategy tries, each with its distance.</summary>
    public static IReadOnlyList<ScoredWeights> Search(SearchStrategy strategy, int count, long seed = Seed) => Search(strategy, new WeightSpace(Best.Length, count, seed), []);

    /// <summary>What it tries after a beginning.</summary>
    public static IReadOnlyList<ScoredWeights> Search(SearchStrategy strategy, WeightSpace space, IReadOnlyList<ScoredWeights> tried)
    {
        while (strategy.Next(space, tried) is { Count: > 0 } next) tried = [.. tried, .. next.Select(weights => new ScoredWeights(weights, Distance(weights)))];
        return tried;
    }
}
