using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;

namespace Polytask.Sharing;

/// <summary>Multi-gate mixture of experts: all tasks share the experts, and each task weighs them for every row with a gate of its own.</summary>
[Kind("mmoe", Paper = "Ma, Zhao, Yi, Chen, Hong, Chi, Modeling Task Relationships in Multi-task Learning with Multi-gate Mixture-of-Experts, KDD 2018", Url = "https://doi.org/10.1145/3219819.3220007")]
public sealed record Mmoe : ExpertSharing
{
    /// <summary>How many experts there are.</summary>
    [Range(1, 1024)]
    public int Experts { get; init; } = 8;

    private protected override IReadOnlyList<ExpertLevel> CreateLevels(LevelBuilder builder)
    {
        var groups = new ExpertGroups([.. ExpertGroups.Shared(Experts, "expert")]);
        return builder.Single(groups, builder.GatePerTask(groups));
    }
}
