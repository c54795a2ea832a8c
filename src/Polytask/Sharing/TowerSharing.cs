using System.ComponentModel.DataAnnotations;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>A tower for each task, which are made of the trunk's stages side by side, and behind every trained stage a layer through which each reads all.</summary>
/// <remarks>Through these layers a task trains the towers of all. The last one's part for a task is read by nobody else and is the task's own.</remarks>
public abstract record TowerSharing : StagedSharing
{
    /// <summary>The weight with which a task begins to read its own tower; those of all other towers share the rest.</summary>
    [Range(0.0, 1.0)]
    public double OwnWeight { get; init; } = 0.9;

    /// <inheritdoc/>
    public sealed override SharingTrunk Create(ParameterStore store, IReadOnlyList<InputShape> inputs, IReadOnlyList<string> tasks)
    {
        var layer = new InputLayer(store, "inputs", ParameterStore.Shared, inputs);
        List<Block> blocks = [CreateStages(store, SharedStages, "shared", ParameterStore.Shared, layer.OutputShape)];
        var last = Trunk.Index().LastOrDefault(stage => stage.Item.IsTrained).Index;
        foreach (var (index, stage) in Trunk.Index())
        {
            blocks.Add(stage.CreateBank(store, [.. tasks.Select(task => new StackMember($"trunk.{index}.towers.{task}", ParameterStore.Shared, 1))], blocks[^1].OutputShape));
            if (!stage.IsTrained) continue;
            StackMember[] parts = [.. tasks.Select(task => new StackMember($"trunk.{index}.fusion.{task}", index == last ? task : ParameterStore.Shared, 1))];
            blocks.Add(CreateFusion(store, parts, blocks[^1].OutputShape, (task, tower) => tasks.Count == 1 ? 1 : task == tower ? OwnWeight : (1 - OwnWeight) / (tasks.Count - 1)));
        }
        return new TaskTrunk(new TowerBase(new Tower(layer, new Chain(layer.OutputShape, blocks)), isShared: false), store, TaskStages, tasks);
    }

    /// <summary>Builds the layer behind a stage.</summary>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="tasks">Names and owners of the tasks' parts.</param>
    /// <param name="tower">The shape of a row of a tower.</param>
    /// <param name="beginning">The weight with which a task begins to read a tower.</param>
    private protected abstract Block CreateFusion(ParameterStore store, IReadOnlyList<StackMember> tasks, RowShape tower, Func<int, int, double> beginning);
}
