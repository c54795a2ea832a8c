using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>
/// Adaptive information transfer: a tower for each task on inputs that all share, and along an order of the tasks each reads, weighed for every row, its tower and
/// what the task before tells it. For steps of which one follows another, such as click, cart, purchase.
/// </summary>
/// <remarks>Without the paper's penalty for a later step that is more probable than an earlier one: a task that is <c>given</c> another never is.</remarks>
[Kind("aitm", Paper = "Xi, Chen, Yan, Zhang, Zhu, Zhuang, Chen, Modeling the Sequential Dependence among Audience Multi-step Conversions with Multi-task Learning, KDD 2021", Url = "https://arxiv.org/abs/2105.08489")]
public sealed record TransferSharing : StagedSharing
{
    /// <summary>The order of the tasks, each of which tells the next; by default the order of the run file.</summary>
    [NameIn("tasks")]
    public IReadOnlyList<string>? Order { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<(string Key, string Message)> ProblemsWith(IReadOnlyCollection<string> tasks)
    {
        if (Order is { } order && (order.Count != tasks.Count || !order.ToHashSet().SetEquals(tasks)))
            yield return ("order", $"expected each of {string.Join(", ", tasks)} once, found {string.Join(", ", order)}. Name each task once.");
    }

    /// <inheritdoc/>
    public override SharingTrunk Create(ParameterStore store, IReadOnlyList<InputShape> inputs, IReadOnlyList<string> tasks)
    {
        foreach (var (key, message) in ProblemsWith(tasks)) throw new ConfigurationException($"sharing.{key}: {message}");
        var order = Order ?? tasks;
        var layer = new InputLayer(store, "inputs", ParameterStore.Shared, inputs);
        List<Block> blocks = [CreateStages(store, SharedStages, "shared", ParameterStore.Shared, layer.OutputShape)];
        blocks.Add(ExpertGroups.CreateBank(Trunk.Index(), store, blocks[^1].OutputShape, stage => Members($"trunk.{stage}.towers")));
        blocks.Add(new InformationTransfer(store, Members("transfer"), [.. order.Select(task => tasks.ToList().IndexOf(task))], blocks[^1].OutputWidth));
        foreach (var (before, task) in order.Zip(order.Skip(1))) store.Describe($"transfer.{task}.told", after: [before]);
        return new TaskTrunk(new TowerBase(new Tower(layer, new Chain(layer.OutputShape, blocks)), isShared: false), store, TaskStages, tasks);

        // What the last task has is read by nobody else and is its own.
        StackMember[] Members(string name) => [.. tasks.Select(task => new StackMember($"{name}.{task}", task == order[^1] ? task : ParameterStore.Shared, 1))];
    }
}
