using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Numerics;

namespace Polytask.Comparison.Search;

/// <summary>
/// A population of weights drawn at random, whose worse half gives way, generation by generation, to changed copies of the better half. All are trained anew and to the end: where
/// population-based training would copy a model in the middle of its training, this evolves weights alone. Worth it from about twenty weightings on. And every combination of <c>--vary</c>.
/// </summary>
[Kind("evolution", Paper = "Jaderberg and others, Population Based Training of Neural Networks, 2017, without its copying of models", Url = "https://arxiv.org/abs/1711.09846")]
public sealed record Evolution : SearchStrategy
{
    // A first generation of a quarter of all and six more of an eighth each: many small generations find more than few large ones.
    private const int Parts = 8;

    /// <summary>How far a copy goes from its parent: the standard deviation of the logarithm of each weight.</summary>
    [Range(0.001, 10)]
    public double Spread { get; init; } = 0.4;

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<double>> Next(WeightSpace space, IReadOnlyList<ScoredWeights> tried)
    {
        var half = Math.Max(1, space.Count / Parts);
        if (tried.Count == 0) return space.Draw(Math.Min(space.Count, 2 * half));
        // The better half of this population is the best of all so far: what is gone was worse than those that stayed.
        var parents = tried.Where(one => one.Score is not null).OrderBy(one => one.Score).Take(Math.Min(half, space.Count - tried.Count));
        var random = new RandomStream(space.Seed, $"weights after {tried.Count}");
        return [.. parents.Select(parent => WeightSpace.Scaled([.. parent.Weights.Select(weight => weight * Math.Exp(Spread * random.NextNormal()))]))];
    }
}
