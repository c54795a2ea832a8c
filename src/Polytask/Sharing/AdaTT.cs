using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>
/// Adaptive task-to-task fusion: every trained stage of the trunk is a level with experts of each task. A task's gate weighs the experts of all tasks, for every
/// row, and adds a fixed mixture of its own ones.
/// </summary>
/// <remarks>All tasks read the experts of each, so that these are parameters that tasks share. Without shared experts it is the paper's AdaTT-sp.</remarks>
[Kind("adatt", Paper = "Li, Zhang, Yuan, Gao, Zhang, Yang, Liu, Yang, AdaTT: Adaptive Task-to-Task Fusion Network for Multitask Learning in Recommendations, KDD 2023", Url = "https://doi.org/10.1145/3580305.3599769")]
public sealed record AdaTT : ExpertSharing
{
    /// <summary>How many experts of a level belong to each task.</summary>
    [Range(1, 1024)]
    public int TaskExperts { get; init; } = 1;

    /// <summary>How many experts of a level belong to no task: they, too, have a gate that reads all experts, for those of the next level.</summary>
    [Range(0, 1024)]
    public int SharedExperts { get; init; }

    private protected override IReadOnlyList<ExpertLevel> CreateLevels(LevelBuilder builder) => builder.PerStage(place =>
    {
        var groups = new ExpertGroups([.. ExpertGroups.Shared(SharedExperts), .. ExpertGroups.PerTask(builder.Tasks, TaskExperts, own: false)]);
        var experts = place.CreateExperts(groups);
        var first = SharedExperts > 0 ? 1 : 0;
        var readers = builder.Tasks.Select((task, index) => (
            Reader: new GateReader($"{place.Name}.gates.{task}", place.Above == 0 ? task : ParameterStore.Shared, groups.All), Native: groups[first + index])).ToList();
        if (first == 1 && place.Above > 0) readers.Insert(0, (new GateReader($"{place.Name}.gates", ParameterStore.Shared, groups.All), groups[0]));
        var gates = new FusionGates(builder.Store, [.. readers.Select(r => r.Reader)], [.. readers.Select(r => r.Native)], place.GateWidth, groups.Experts);
        return new ExpertLevel(experts, groups, gates, readers.Count);
    });
}
