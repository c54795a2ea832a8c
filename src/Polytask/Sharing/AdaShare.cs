using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>
/// One trunk, of which each task learns which stages to run and which to skip; only those can be skipped that are as wide as what they read. Skipping hands on what the
/// stage would read. In training choices are drawn and become sharp, from the last stage down; predictions use the likeliest.
/// </summary>
/// <remarks>
/// The paper trains weights and choices in turn on different rows, and trains the weights anew when all is chosen; here both are trained together, once. Its blocks are
/// residual; here a stage is run or skipped as it is.
/// </remarks>
[Kind("adashare", Paper = "Sun, Panda, Feris, Saenko, AdaShare: Learning What To Share For Efficient Deep Multi-Task Learning, NeurIPS 2020", Url = "https://arxiv.org/abs/1911.12423")]
public sealed record AdaShare : StagedSharing
{
    /// <summary>A trunk of two dense stages, of which the second can be skipped.</summary>
    public AdaShare() => Trunk = [new DropoutStage(), new DenseStage(), new DenseStage()];

    /// <summary>How choices become sharp; before, all tasks run all stages.</summary>
    public Annealing Annealing { get; init; } = new();

    /// <summary>The share of training over which stages begin to be chosen behind the warm-up, one after another from the last down.</summary>
    [Range(0.0, 0.9)]
    public double Curriculum { get; init; } = 0.2;

    /// <summary>How much it costs to run a stage.</summary>
    [Range(0.0, 1e6)]
    public double Sparsity { get; init; } = 0.05;

    /// <summary>How much it costs that tasks choose differently; lower stages cost more.</summary>
    [Range(0.0, 1e6)]
    public double Alike { get; init; } = 0.05;

    /// <inheritdoc/>
    public override IEnumerable<(string Key, string Message)> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        if (Annealing.WarmUp + Curriculum >= 1)
            yield return ("curriculum", "with the warm-up it takes all of training, so that nothing would be chosen in the end. Lower it, or annealing.warmUp.");
    }

    /// <inheritdoc/>
    public override SharingTrunk Create(ParameterStore store, IReadOnlyList<InputShape> inputs, IReadOnlyList<string> tasks)
    {
        var layer = new InputLayer(store, "inputs", ParameterStore.Shared, inputs);
        var shared = CreateStages(store, SharedStages, "shared", ParameterStore.Shared, layer.OutputShape);
        var stages = new List<(int Index, bool IsTrained, Block Block, RowShape Input)>();
        foreach (var (index, stage) in Trunk.Index())
        {
            var input = stages.Count > 0 ? stages[^1].Block.OutputShape : shared.OutputShape;
            stages.Add((index, stage.IsTrained, new RowByRow(stage.Create(store, $"trunk.{index}", ParameterStore.Shared, input)), input));
        }
        var skippable = stages.Where(stage => stage.IsTrained && stage.Input == stage.Block.OutputShape).ToArray();
        if (skippable.Length == 0)
            throw new ConfigurationException(
                $"sharing.trunk: expected a trained stage as wide as what it reads, which tasks can skip, found widths of {string.Join(", ", stages.Select(stage => stage.Block.OutputWidth))} on {shared.OutputWidth}. "
                + "Give two stages the same width, or choose another kind.");
        LearntChoice[] choices = [.. skippable.Select((stage, place) => new LearntChoice(
            store, [.. tasks.Select(task => new StackMember($"trunk.{stage.Index}.policy.{task}", task, 1))], ["run", "skip"],
            Annealing with { WarmUp = Annealing.WarmUp + Curriculum * (skippable.Length - 1 - place) / skippable.Length }, [1, 0]))];
        var blocks = stages.Select(stage => Array.IndexOf(skippable, stage) is >= 0 and var place ? new SkippableStage(stage.Block, choices[place]) : stage.Block);
        var tower = new Tower(layer, new Chain(layer.OutputShape, [shared, .. blocks]));
        return new TaskTrunk(new TowerBase(tower, isShared: false, [new PolicyPenalty(choices, Sparsity, Alike)]), store, TaskStages, tasks);
    }
}
