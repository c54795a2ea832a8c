using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>
/// Progressive layered extraction: every trained stage of the trunk is a level of shared experts and experts of each task. Between levels, a task's gate weighs
/// the shared experts and its own, and a shared gate weighs all experts, for the shared experts of the next level.
/// </summary>
/// <remarks>Below the last level the shared path leads from every task's experts to all tasks, so that they are parameters that tasks share.</remarks>
[Kind("ple", Paper = "Tang, Liu, Zhao, Gong, Progressive Layered Extraction (PLE): A Novel Multi-Task Learning Model for Personalized Recommendations, RecSys 2020", Url = "https://doi.org/10.1145/3383313.3412236")]
public sealed record Ple : ExpertSharing
{
    /// <summary>How many experts of a level all tasks share.</summary>
    [Range(1, 1024)]
    public int SharedExperts { get; init; } = 1;

    /// <summary>How many experts of a level each task has.</summary>
    [Range(1, 1024)]
    public int TaskExperts { get; init; } = 1;

    private protected override IReadOnlyList<ExpertLevel> CreateLevels(LevelBuilder builder) => builder.PerStage(place =>
    {
        var groups = new ExpertGroups([.. ExpertGroups.Shared(SharedExperts), .. ExpertGroups.PerTask(builder.Tasks, TaskExperts, own: place.Above == 0)]);
        var experts = place.CreateExperts(groups);
        // What a task's gate gives reaches its own experts and gate of the next level: these are the task's own where that is the last level.
        GateReader[] readers = [.. builder.Tasks.Select((task, index) =>
            new GateReader($"{place.Name}.gates.{task}", place.Above <= 1 ? task : ParameterStore.Shared, [.. groups[0], .. groups[index + 1]]))];
        Block gates = new SoftmaxGates(builder.Store, readers, place.GateWidth, groups.Experts);
        if (place.Above == 0) return new ExpertLevel(experts, groups, gates, readers.Length);
        var shared = new SoftmaxGates(builder.Store, [new GateReader($"{place.Name}.gates", ParameterStore.Shared, groups.All)], place.GateWidth, groups.Experts);
        return new ExpertLevel(experts, groups, new GateSet([(shared, 1), (gates, readers.Length)]), groups.Count);
    });
}
