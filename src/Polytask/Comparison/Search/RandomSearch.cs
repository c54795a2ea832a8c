using Polytask.Catalog;

namespace Polytask.Comparison.Search;

/// <summary>Weights drawn evenly from the simplex, all trained to the end; and every combination of <c>--vary</c>.</summary>
[Kind("random", Paper = "Bergstra, Bengio, Random Search for Hyper-Parameter Optimization, JMLR 2012", Url = "https://jmlr.org/papers/v13/bergstra12a.html")]
public sealed record RandomSearch : SearchStrategy
{
    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<double>> Next(WeightSpace space, IReadOnlyList<ScoredWeights> tried) =>
        tried.Count > 0 ? [] : space.Draw(space.Count);
}
