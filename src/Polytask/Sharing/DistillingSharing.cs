using System.ComponentModel.DataAnnotations;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>Tasks that make maps of their own, predict of these already in training, and then take from each other's maps.</summary>
public abstract record DistillingSharing : TaskStagedSharing
{
    private const string Heads = "initial_heads";

    /// <summary>Begins with a trunk that ends in maps.</summary>
    private protected DistillingSharing() => Trunk = [new UNetStage()];

    /// <summary>Stages of each task by itself that make the maps from which it predicts first and from which others take.</summary>
    [MinLength(1)]
    public IReadOnlyList<StageOptions> InitialStages { get; init; } = [new ConvolutionStage()];

    /// <summary>What the loss of such a first prediction counts, where that of the last one counts 1; 0 is none.</summary>
    [Range(0.0, 100.0)]
    public double InitialWeight { get; init; } = 1;

    /// <inheritdoc/>
    public override bool NeedsMaps => true;

    /// <inheritdoc/>
    public override IReadOnlyList<StageOptions> Stages => [.. Trunk, .. InitialStages, .. TaskStages];

    /// <inheritdoc/>
    public override IReadOnlyList<StageOptions> OwnStages => [.. InitialStages, .. TaskStages];

    /// <inheritdoc/>
    public override IEnumerable<(string Key, string Message)> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        if (!InitialStages.Any(stage => stage.IsTrained))
            yield return ("initialStages", $"'{Name}' makes maps of each task with stages that are trained: expected at least one, found none. Add one, such as conv.");
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Key, string Message)> ProblemsWith(IReadOnlyCollection<string> tasks)
    {
        if (tasks.Count < 2) yield return ("kind", $"with '{Name}' tasks take from each other: expected at least 2, found {tasks.Count}. Add tasks, or choose hard with the same trunk.");
    }

    /// <summary>Refuses a trunk that ends in plain numbers.</summary>
    private protected void RequireMaps(RowShape shape)
    {
        if (shape.Places == 1)
            throw new ConfigurationException($"sharing.trunk: with '{Name}' tasks read each other's maps, so the trunk must end in maps; it ends in {shape.Numbers} plain numbers. Make an image the only input, and leave out stages that give up its places, such as dense or global_pool; for rows without places choose cross_stitch or ple.");
    }

    /// <summary>Builds the initial stages of all tasks side by side, which all tasks train: others take from what they make.</summary>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="prefix">Begins their names, <c>PREFIXinitial.STAGE.TASK</c>.</param>
    /// <param name="tasks">The tasks.</param>
    /// <param name="input">The shape of a row of the input.</param>
    private protected Chain CreateInitial(ParameterStore store, string prefix, IReadOnlyList<string> tasks, RowShape input)
    {
        foreach (var task in tasks) store.Describe($"{prefix}{Heads}.{task}", reads: [Last(prefix, task)]);
        return ExpertGroups.CreateBank(InitialStages.Index(), store, input, stage => [.. tasks.Select(task => new StackMember($"{prefix}initial.{stage}.{task}", ParameterStore.Shared, 1))]);
    }

    /// <summary>Builds what tasks take from each other's maps; the parameters are named <c>PREFIXdistillation.TASK.…</c>.</summary>
    private protected Distillation CreateDistillation(ParameterStore store, string prefix, IReadOnlyList<string> tasks, RowShape maps)
    {
        foreach (var task in tasks) store.Describe($"{prefix}distillation.{task}", reads: [.. tasks.Select(other => Last(prefix, other))]);
        return new Distillation(store, $"{prefix}distillation", tasks, maps);
    }

    /// <summary>What tasks predict where taps are; nothing where that counts nothing.</summary>
    private protected IReadOnlyList<InitialMaps> Initial(IEnumerable<(Tap Maps, string Prefix)> taps) =>
        InitialWeight == 0 ? [] : [.. taps.Select(tap => new InitialMaps(tap.Maps, tap.Prefix + Heads, InitialWeight))];

    /// <summary>The name of the last layer with which a task makes its maps.</summary>
    private string Last(string prefix, string task) => $"{prefix}initial.{InitialStages.Index().Last(stage => stage.Item.IsTrained).Index}.{task}";
}

/// <summary>Maps of all tasks side by side, of which each predicts.</summary>
/// <param name="Maps">Where they pass, [tasks, batch, width].</param>
/// <param name="Heads">Begins the names of the heads' parameters.</param>
/// <param name="Share">What the losses count.</param>
internal sealed record InitialMaps(Tap Maps, string Heads, double Share);
