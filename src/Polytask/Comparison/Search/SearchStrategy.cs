using Polytask.Catalog;
using Polytask.Configuration;

namespace Polytask.Comparison.Search;

/// <summary>
/// How <c>compare</c> looks for good fixed weights and goes through the combinations of <c>--vary</c>: <c>--search</c>. What is tried next follows from the seed, the options
/// and what was tried so far, and from nothing else.
/// </summary>
[Family("search", "search strategy")]
public abstract record SearchStrategy
{
    /// <summary>The weightings to try next; none when the search is over.</summary>
    /// <param name="space">The weights to choose from.</param>
    /// <param name="tried">All that were tried, in the order in which they were proposed.</param>
    /// <exception cref="ConfigurationException">The space has nothing to try for so few weightings.</exception>
    public abstract IReadOnlyList<IReadOnlyList<double>> Next(WeightSpace space, IReadOnlyList<ScoredWeights> tried);

    /// <summary>The rounds through which candidates go, the last with all epochs; by default one, in which all are trained to the end.</summary>
    /// <param name="candidates">How many there are.</param>
    /// <param name="epochs">The epochs of the shortest of them.</param>
    public virtual IReadOnlyList<Rung> Rungs(int candidates, int epochs) => [new Rung(candidates, 1)];

    /// <summary>Reads the name of a strategy, or a strategy with options: <c>{kind: evolution, spread: 0.3}</c>.</summary>
    /// <exception cref="ConfigurationException">There is no such strategy, or an option is wrong.</exception>
    public static SearchStrategy Parse(string text)
    {
        var binding = new Binding();
        var tree = YamlTree.Read(text, _ => default, binding);
        var strategy = tree is null ? null : new FamilyType(typeof(SearchStrategy)).Read(tree, "--search", null, binding);
        return binding.Count > 0 ? throw binding.Failure() : (SearchStrategy)strategy!;
    }
}

/// <summary>Weights that were tried.</summary>
/// <param name="Weights">The weights, task by task.</param>
/// <param name="Score">Δm on validation rows, lower is better; <c>null</c> where the run failed.</param>
public sealed record ScoredWeights(IReadOnlyList<double> Weights, double? Score);

/// <summary>A round of a race: so many candidates, trained for a share of their epochs.</summary>
/// <param name="Candidates">How many take part: the best of the round before.</param>
/// <param name="Share">The share of their epochs; 1 in the last round.</param>
public sealed record Rung(int Candidates, double Share)
{
    /// <summary>The epochs of a candidate in this round.</summary>
    /// <param name="all">All of its epochs.</param>
    public int Epochs(int all) => Math.Max(1, (int)Math.Round(Share * all));
}
