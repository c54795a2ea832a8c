using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>One trunk for all tasks, with small parts of each task in it. At the start these parts change nothing: the model is that of <see cref="HardSharing"/>.</summary>
public abstract record AdaptedSharing : StagedSharing
{
    /// <summary>Whether the trunk stays as the model that <c>start</c> names left it, so that only the parts of each task are trained, and what is added for all of them.</summary>
    public bool Frozen { get; init; }

    /// <inheritdoc/>
    public sealed override bool NeedsStart => Frozen;

    /// <summary>The owner of the trunk.</summary>
    private protected string TrunkOwner => Frozen ? ParameterStore.Frozen : ParameterStore.Shared;

    /// <inheritdoc/>
    public sealed override SharingTrunk Create(ParameterStore store, IReadOnlyList<InputShape> inputs, IReadOnlyList<string> tasks)
    {
        var layer = new InputLayer(store, "inputs", TrunkOwner, inputs);
        List<Block> blocks = [CreateStages(store, SharedStages, "shared", TrunkOwner, layer.OutputShape)];
        foreach (var (index, stage) in Trunk.Index()) blocks.Add(CreateStage(store, stage, $"trunk.{index}", tasks, blocks[^1].OutputShape));
        return new TaskTrunk(new TowerBase(new Tower(layer, new Chain(layer.OutputShape, blocks)), isShared: false), store, TaskStages, tasks);
    }

    /// <summary>Builds a stage of the trunk with the tasks' parts.</summary>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="name">Begins the names of its parameters.</param>
    /// <param name="tasks">The tasks.</param>
    /// <param name="input">The shape of a row of its input.</param>
    private protected abstract Block CreateStage(ParameterStore store, StageOptions stage, string name, IReadOnlyList<string> tasks, RowShape input);

    /// <summary>The tasks' parameters of a name, each owned by its task.</summary>
    private protected static StackMember[] PerTask(string name, IReadOnlyList<string> tasks) => [.. tasks.Select(task => new StackMember($"{name}.{task}", task, 1))];

    /// <summary>Members with a name that goes on.</summary>
    private protected static StackMember[] Named(IEnumerable<StackMember> members, string suffix) => [.. members.Select(member => member with { Name = $"{member.Name}.{suffix}" })];
}
