using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>Experts, which are made of the trunk's stages side by side, and gates that mix them for each task.</summary>
public abstract record ExpertSharing : StagedSharing
{
    /// <summary>What the gates read.</summary>
    public GateInput GateInput { get; init; }

    /// <summary>Whether gates may be the same for all rows.</summary>
    private protected virtual bool GatesMayReadNothing => false;

    /// <inheritdoc/>
    public override IEnumerable<(string Key, string Message)> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        if (GateInput == GateInput.None && !GatesMayReadNothing)
            yield return ("gateInput", $"the gates of '{Name}' weigh the experts anew for every row: expected encoded or raw, found none. Choose one of these, or kind: dselect_k.");
    }

    /// <inheritdoc/>
    public sealed override SharingTrunk Create(ParameterStore store, IReadOnlyList<InputShape> inputs, IReadOnlyList<string> tasks)
    {
        var layer = new InputLayer(store, "inputs", ParameterStore.Shared, inputs);
        var input = new SharedInput(layer, CreateStages(store, SharedStages, "shared", ParameterStore.Shared, layer.OutputShape), GateInput);
        return new TaskTrunk(new LevelBase(input, CreateLevels(new LevelBuilder(store, Trunk, tasks, input.EncodedShape, input.GateWidth))), store, TaskStages, tasks);
    }

    /// <summary>Builds the levels of experts.</summary>
    private protected abstract IReadOnlyList<ExpertLevel> CreateLevels(LevelBuilder builder);
}
