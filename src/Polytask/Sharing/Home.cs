using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>
/// Hierarchy of multi-gate experts: a first level of experts makes a representation that all tasks share and one for each category of tasks; a second level, with experts of the tasks
/// too, makes of these what each task reads. A reader's gate sees the shared experts, its category's and its own, and a second gate adds its own ones once more. Every group of experts
/// weighs the numbers that it reads, and what experts put out is normalised before Swish: in the paper over the batch, here for every row.
/// </summary>
/// <remarks>
/// Experts of both levels are made of the whole trunk, whose last stage has no activation function by default: Swish follows. Gates on numbers are one product of two narrow matrices.
/// </remarks>
[Kind("home", Paper = "Wang, Cao, Fu, Gai, Zhou, HoME: Hierarchy of Multi-Gate Experts for Multi-Task Learning at Kuaishou, KDD 2025", Url = "https://arxiv.org/abs/2408.05430")]
public sealed record Home : StagedSharing
{
    /// <summary>Begins with a trunk that leaves the activation function to what follows it.</summary>
    public Home() => Trunk = [new DropoutStage(), new DenseStage { Activation = ActivationFunction.None }];

    /// <summary>The categories, each a list of tasks that are alike: <c>[[view, finish], [like, share]]</c>. Tasks that are in none are one more together.</summary>
    [NameIn("tasks")]
    public IReadOnlyList<IReadOnlyList<string>> Groups { get; init; } = [];

    /// <summary>How many experts of a level all tasks share.</summary>
    [Range(1, 1024)]
    public int SharedExperts { get; init; } = 1;

    /// <summary>How many experts of a level each category has.</summary>
    [Range(1, 1024)]
    public int GroupExperts { get; init; } = 1;

    /// <summary>How many experts of the second level each task has.</summary>
    [Range(1, 1024)]
    public int TaskExperts { get; init; } = 1;

    /// <summary>Numbers between the two matrices of the gates on what experts read.</summary>
    [Range(1, 65_536)]
    public int FeatureRank { get; init; } = 16;

    /// <inheritdoc/>
    public override IEnumerable<(string Key, string Message)> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        if (Groups.SelectMany(group => group).GroupBy(task => task, StringComparer.Ordinal).FirstOrDefault(places => places.Count() > 1) is { Key: var task })
            yield return ("groups", $"expected every task once, found '{task}' several times. Leave it in one group.");
    }

    /// <inheritdoc/>
    public override SharingTrunk Create(ParameterStore store, IReadOnlyList<InputShape> inputs, IReadOnlyList<string> tasks)
    {
        var input = new InputLayer(store, "inputs", ParameterStore.Shared, inputs);
        var shared = CreateStages(store, SharedStages, "shared", ParameterStore.Shared, input.OutputShape);
        var categories = new TaskCategories(tasks, Groups);
        categories.Describe(store);
        var builder = new HierarchyBuilder(this, store, tasks, categories);
        var meta = builder.Meta(shared.OutputShape);
        return new TaskTrunk(new HierarchyBase(new Tower(input, shared), meta, builder.Tasks(meta.OutputShape), categories), store, TaskStages, tasks);
    }
}
