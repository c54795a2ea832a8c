using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>One-gate mixture of experts: all tasks share the experts and one gate, which weighs them for every row.</summary>
[Kind("one_gate", Paper = "Ma, Zhao, Yi, Chen, Hong, Chi, Modeling Task Relationships in Multi-task Learning with Multi-gate Mixture-of-Experts, KDD 2018", Url = "https://doi.org/10.1145/3219819.3220007")]
public sealed record OneGate : ExpertSharing
{
    /// <summary>How many experts there are.</summary>
    [Range(1, 1024)]
    public int Experts { get; init; } = 8;

    private protected override IReadOnlyList<ExpertLevel> CreateLevels(LevelBuilder builder)
    {
        var groups = new ExpertGroups([.. ExpertGroups.Shared(Experts, "expert")]);
        return builder.Single(groups, [new GateReader("gate", ParameterStore.Shared, groups.All)], isForAll: true);
    }
}
