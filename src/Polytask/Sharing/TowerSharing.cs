using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>A tower for each task, which are made of the trunk's stages side by side, and behind every trained stage a layer through which each reads all.</summary>
/// <remarks>Through these layers a task trains the towers of all. The last one's part for a task is read by nobody else and is the task's own.</remarks>
public abstract record TowerSharing : StagedSharing
{
    /// <inheritdoc/>
    public sealed override SharingTrunk Create(ParameterStore store, IReadOnlyList<InputShape> inputs, IReadOnlyList<string> tasks)
    {
        var layer = new InputLayer(store, "inputs", ParameterStore.Shared, inputs);
        var levels = new List<Chain>();
        List<Block> blocks = [CreateStages(store, SharedStages, "shared", ParameterStore.Shared, layer.OutputShape)];
        var fusions = new List<Block>();
        var trained = Trunk.Count(stage => stage.IsTrained);
        foreach (var (index, stage) in Trunk.Index())
        {
            if (stage.IsTrained && fusions.Count > 0)
            {
                levels.Add(new Chain(layer.OutputShape, blocks));
                blocks = [];
            }
            var shape = blocks.Count > 0 ? blocks[^1].OutputShape : levels[^1].OutputShape;
            blocks.Add(stage.CreateBank(store, Towers.Members(index, tasks, owner: _ => ParameterStore.Shared), shape));
            if (!stage.IsTrained) continue;
            var isLast = fusions.Count + 1 == trained;
            foreach (var task in tasks) store.Describe($"trunk.{index}.fusion.{task}", reads: tasks);
            fusions.Add(CreateFusion(store, [.. tasks.Select(task => new StackMember($"trunk.{index}.fusion.{task}", isLast ? task : ParameterStore.Shared, 1))], blocks[^1].OutputShape));
            blocks.Add(fusions[^1]);
        }
        levels.Add(new Chain(layer.OutputShape, blocks));
        var towers = new Tower(layer, Join(store, levels, tasks));
        return new TaskTrunk(new TowerBase(towers, isShared: false, Penalties(store, tasks)), store, TaskStages, tasks, () => Settled(fusions, tasks));
    }

    /// <summary>Builds the layer behind a stage.</summary>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="tasks">Names and owners of the tasks' parts.</param>
    /// <param name="tower">The shape of a row of a tower.</param>
    private protected abstract Block CreateFusion(ParameterStore store, IReadOnlyList<StackMember> tasks, RowShape tower);

    /// <summary>Makes one block of all levels, each of which ends with the layer behind a trained stage and the untrained stages after it.</summary>
    private protected virtual Block Join(ParameterStore store, IReadOnlyList<Chain> levels, IReadOnlyList<string> tasks) => new Chain(levels[^1].OutputShape, levels);

    /// <summary>What training has settled on, from the layers behind the trained stages; <c>null</c> where these decide nothing.</summary>
    private protected virtual SharingOptions? Settled(IReadOnlyList<Block> fusions, IReadOnlyList<string> tasks) => null;

    /// <summary>What the parameters of the towers add to the loss.</summary>
    private protected virtual IReadOnlyList<ParameterPenalty> Penalties(ParameterStore store, IReadOnlyList<string> tasks) => [];
}
