using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>How tasks share parameters.</summary>
[Family("sharing", "sharing architecture")]
public abstract record SharingOptions
{
    /// <summary>The stages of the trunk, from the inputs to the heads.</summary>
    public IReadOnlyList<StageOptions> Trunk { get; init; } = [new DropoutStage(), new DenseStage()];

    /// <summary>Builds the trunk.</summary>
    public abstract SharingTrunk Create(ParameterStore store, IReadOnlyList<InputShape> inputs, IReadOnlyList<string> tasks);

    /// <summary>Builds an input layer and the stages after it, all of one owner; <paramref name="prefix"/> begins every parameter's name.</summary>
    protected Tower CreateTower(ParameterStore store, IReadOnlyList<InputShape> inputs, string owner, string prefix = "")
    {
        var input = new InputLayer(store, prefix + "inputs", owner, inputs);
        return new Tower(input, CreateStages(store, Trunk, prefix + "trunk", owner, input.OutputShape));
    }

    /// <summary>Builds stages one after another, all of one owner, named <c>NAME.INDEX</c>.</summary>
    private protected static Chain CreateStages(ParameterStore store, IReadOnlyList<StageOptions> stages, string name, string owner, RowShape input)
    {
        var blocks = new List<Block>();
        foreach (var stage in stages) blocks.Add(stage.Create(store, $"{name}.{blocks.Count}", owner, blocks.Count > 0 ? blocks[^1].OutputShape : input));
        return new Chain(input, blocks);
    }
}
