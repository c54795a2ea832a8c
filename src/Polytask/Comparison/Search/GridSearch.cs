using Polytask.Catalog;

namespace Polytask.Comparison.Search;

/// <summary>
/// An even grid of weights, as fine as the number of weightings allows: all weights are multiples of one step, and none is 0. Many tasks make large grids: half a dozen have 6
/// points, or 21, or 56. And every combination of <c>--vary</c>.
/// </summary>
[Kind("grid", Paper = "Scheffé, Experiments with Mixtures, Journal of the Royal Statistical Society B, 1958")]
public sealed record GridSearch : SearchStrategy
{
    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<double>> Next(WeightSpace space, IReadOnlyList<ScoredWeights> tried)
    {
        if (tried.Count > 0 || space.Count == 0) return [];
        // With as many steps as tasks there is only the middle, where all weights are equal; one step more makes as many points as there are tasks.
        if (space.Count < space.Tasks)
            throw new ConfigurationException($"--search: the smallest grid for {space.Tasks} tasks has {space.Tasks} weightings, found --weights {space.Count}. Give --weights {space.Tasks} or more, or choose another search.");
        var steps = space.Tasks + 1;
        while (Points(space.Tasks, steps + 1) <= space.Count) steps++;
        return [.. Divisions(space.Tasks, steps).Select(parts => WeightSpace.Scaled([.. parts.Select(part => (double)part)]))];
    }

    /// <summary>The ways to write a number of steps as a sum of one positive number for each task: steps − 1 over tasks − 1.</summary>
    private static double Points(int tasks, int steps) =>
        Enumerable.Range(1, tasks - 1).Aggregate(1.0, (product, i) => product * (steps - tasks + i) / i);

    private static IEnumerable<IReadOnlyList<int>> Divisions(int tasks, int steps) => tasks == 1 ? [[steps]] :
        from first in Enumerable.Range(1, steps - tasks + 1)
        from rest in Divisions(tasks - 1, steps - first)
        select (IReadOnlyList<int>)[first, .. rest];
}
