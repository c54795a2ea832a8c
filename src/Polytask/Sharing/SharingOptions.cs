using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>How tasks share parameters.</summary>
[Family("sharing", "sharing architecture")]
public abstract record SharingOptions
{
    /// <summary>The stages of the trunk, from the inputs to the heads.</summary>
    public IReadOnlyList<StageOptions> Trunk { get; init; } = [new DropoutStage(), new DenseStage()];

    /// <summary>All stages between the inputs and the head of one task.</summary>
    public virtual IReadOnlyList<StageOptions> Stages => Trunk;

    /// <summary>Those at the end of <see cref="Stages"/> that each task has by itself.</summary>
    public virtual IReadOnlyList<StageOptions> OwnStages => [];

    /// <summary>What does not fit the tasks of a run: problems, each with the key below <c>sharing</c> that it belongs to and a message that says what to do.</summary>
    public virtual IEnumerable<(string Key, string Message)> ProblemsWith(IReadOnlyCollection<string> tasks) => [];

    /// <summary>Whether parts of the trunk stay as they begin, so that they must have been trained before.</summary>
    public virtual bool NeedsStart => false;

    /// <summary>
    /// Whether a task reads what belongs to another one alone and does not train it: a task's gradients are then derivatives by its own parameters and by those that all tasks share,
    /// not by another one's.
    /// </summary>
    public virtual bool StopsGradients => false;

    /// <summary>Whether tasks read each other's maps, so that the trunk must end in maps.</summary>
    public virtual bool NeedsMaps => false;

    /// <summary>Builds the trunk.</summary>
    /// <exception cref="ConfigurationException">It does not fit the tasks.</exception>
    public abstract SharingTrunk Create(ParameterStore store, IReadOnlyList<InputShape> inputs, IReadOnlyList<string> tasks);

    /// <summary>Builds an input layer and the stages after it, all of one owner; <paramref name="prefix"/> begins every parameter's name.</summary>
    protected Tower CreateTower(ParameterStore store, IReadOnlyList<InputShape> inputs, string owner, string prefix = "")
    {
        var input = new InputLayer(store, prefix + "inputs", owner, inputs);
        return new Tower(input, CreateStages(store, Trunk, prefix + "trunk", owner, input.OutputShape));
    }

    /// <summary>Builds stages one after another, all of one owner, named <c>NAME.INDEX</c>.</summary>
    private protected static Chain CreateStages(ParameterStore store, IReadOnlyList<StageOptions> stages, string name, string owner, RowShape input) =>
        new(input, CreateBlocks(store, stages, name, owner, input));

    /// <summary>Builds the blocks of such stages.</summary>
    private protected static IReadOnlyList<Block> CreateBlocks(ParameterStore store, IReadOnlyList<StageOptions> stages, string name, string owner, RowShape input)
    {
        var blocks = new List<Block>();
        foreach (var stage in stages) blocks.Add(stage.Create(store, $"{name}.{blocks.Count}", owner, blocks.Count > 0 ? blocks[^1].OutputShape : input));
        return blocks;
    }
}
