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
        var blocks = new List<Block>();
        var width = input.OutputWidth;
        foreach (var stage in Trunk)
        {
            blocks.Add(stage.Create(store, $"{prefix}trunk.{blocks.Count}", owner, width));
            width = blocks[^1].OutputWidth;
        }
        return new Tower(input, new Chain(input.OutputWidth, blocks));
    }
}
