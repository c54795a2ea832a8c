using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;

namespace Polytask.Comparison.Search;

/// <summary>
/// Many candidates with few epochs, the better half of them on validation rows with twice as many, and so on to all epochs: weights drawn at random, and the combinations of
/// <c>--vary</c>. Every round trains anew, with the whole learning-rate schedule in its epochs; whoever is slow at first and best at last can lose.
/// </summary>
[Kind("halving", Paper = "Jamieson, Talwalkar, Non-stochastic Best Arm Identification and Hyperparameter Optimization, AISTATS 2016", Url = "https://arxiv.org/abs/1502.07943")]
public sealed record SuccessiveHalving : SearchStrategy
{
    /// <summary>One candidate of so many goes on, with so many times the epochs.</summary>
    [Range(2, 100)]
    public int Factor { get; init; } = 2;

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<double>> Next(WeightSpace space, IReadOnlyList<ScoredWeights> tried) =>
        tried.Count > 0 ? [] : space.Draw(space.Count);

    /// <inheritdoc/>
    public override IReadOnlyList<Rung> Rungs(int candidates, int epochs)
    {
        // As many cuts as leave one candidate at the end and one epoch at the beginning.
        var (cuts, power) = (0, 1L);
        while (power * Factor <= Math.Min(candidates, epochs)) (cuts, power) = (cuts + 1, power * Factor);
        return [.. Enumerable.Range(0, cuts + 1).Select(rung => new Rung((int)Math.Ceiling(candidates / Math.Pow(Factor, rung)), Math.Pow(Factor, rung - cuts)))];
    }
}
