using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Numerics;

namespace Polytask.LinearModels;

/// <summary>
/// Tasks form groups with weights of their own: ½ η (1 + η) min tr Wᵀ(ηI + M)⁻¹W over the relaxed memberships 0 ⪯ M ⪯ I with tr M = <c>clusters</c>,
/// where η is <c>within</c>. It is a function of the singular values of W, the box norm, so that its step is exact. Which task is in which
/// group is found out.
/// </summary>
[Kind("clustered", Paper = "Jacob, Bach, Vert, Clustered Multi-Task Learning: A Convex Formulation, NeurIPS 2008; Zhou, Chen, Ye, Clustered Multi-Task Learning Via Alternating Structure Optimization, NeurIPS 2011", Url = "https://arxiv.org/abs/0809.2085")]
public sealed record Clustered : LinearOptions
{
    /// <summary>How many groups there are.</summary>
    [Range(1, 100_000)]
    public int Clusters { get; init; } = 3;

    /// <summary>η: how much the size of all weights costs, beside what tells tasks of one group apart.</summary>
    [Range(1e-6, 1e6)]
    public double Within { get; init; } = 0.1;

    /// <inheritdoc/>
    public override Penalty Create(IReadOnlyList<string> tasks, int features)
    {
        var values = Math.Min(tasks.Count, features);
        return new ClusteredPenalty(new BoxNorm(Within, 1 + Within, values * Within + Math.Min(Clusters, values)), Within * (1 + Within));
    }

    private sealed class ClusteredPenalty(BoxNorm norm, double scale) : Penalty
    {
        public override double Value(IReadOnlyList<Matrix> parts) => scale * norm.Value(new SingularValues(parts[0]).Values);

        public override void Shrink(IReadOnlyList<Matrix> parts, double amount) => SingularValues.Change(parts[0], values => norm.Shrink(values, scale * amount));
    }
}
