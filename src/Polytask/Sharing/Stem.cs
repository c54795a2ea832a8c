using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>
/// Shared and task-specific embeddings: embedding tables and experts that all tasks share, and more of them for each task. A task's gate weighs all experts for every row, those of
/// other tasks, too, but the task trains the shared ones and its own alone.
/// </summary>
/// <remarks>A task's gate reads the sum of its own embedded inputs and the shared ones. There is one level of experts, each made of the whole trunk.</remarks>
[Kind("stem", Paper = "Su, Pan, Wang, Xiao, Quan, Chen, Jiang, STEM: Unleashing the Power of Embeddings for Multi-Task Recommendation, AAAI 2024", Url = "https://arxiv.org/abs/2308.13537")]
public sealed record Stem : TaskStagedSharing
{
    /// <summary>How many experts all tasks share.</summary>
    [Range(1, 1024)]
    public int SharedExperts { get; init; } = 1;

    /// <summary>How many experts each task has for itself.</summary>
    [Range(1, 1024)]
    public int TaskExperts { get; init; } = 1;

    /// <inheritdoc/>
    public override bool StopsGradients => true;

    /// <inheritdoc/>
    public override SharingTrunk Create(ParameterStore store, IReadOnlyList<InputShape> inputs, IReadOnlyList<string> tasks)
    {
        InputLayer[] layers = [new(store, "inputs", ParameterStore.Shared, inputs), .. tasks.Select(task => new InputLayer(store, $"tasks.{task}.inputs", task, inputs))];
        var shape = layers[0].OutputShape;
        var groups = new ExpertGroups([.. ExpertGroups.Shared(SharedExperts), .. ExpertGroups.PerTask(tasks, TaskExperts, own: true)]);
        var builder = new LevelBuilder(store, Trunk, tasks, shape, shape.Numbers);
        var trained = tasks.Select((_, task) => groups[0].Concat(groups[task + 1]).Select(expert => expert.Place).ToArray()).ToArray();
        return new TaskTrunk(new EmbeddedBase(layers, groups, builder.Single(groups, builder.GatePerTask(groups), mixture: new Mixture(trained))[0]), store, TaskStages, tasks);
    }
}
