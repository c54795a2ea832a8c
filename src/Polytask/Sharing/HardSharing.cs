using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>One trunk for all tasks; only the heads are a task's own, and stages before them where there are any.</summary>
[Kind("hard", Paper = "Caruana, Multitask Learning, Machine Learning 28, 1997", Url = "https://doi.org/10.1023/A:1007379606734")]
public sealed record HardSharing : SharingOptions
{
    /// <summary>Stages of each task by itself, between the trunk and its head.</summary>
    public IReadOnlyList<StageOptions> TaskStages { get; init; } = [];

    /// <inheritdoc/>
    public override IReadOnlyList<StageOptions> Stages => [.. Trunk, .. TaskStages];

    /// <inheritdoc/>
    public override IReadOnlyList<StageOptions> OwnStages => TaskStages;

    /// <inheritdoc/>
    public override SharingTrunk Create(ParameterStore store, IReadOnlyList<InputShape> inputs, IReadOnlyList<string> tasks) =>
        new TaskTrunk(new TowerBase(CreateTower(store, inputs, ParameterStore.Shared)), store, TaskStages, tasks);
}
