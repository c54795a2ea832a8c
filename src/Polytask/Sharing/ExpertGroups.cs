using Polytask.Modules;
using Polytask.Native;
using TorchSharp;

namespace Polytask.Sharing;

/// <summary>Experts of one owner that read the same.</summary>
/// <param name="Label">What people call them: "shared", or a task.</param>
/// <param name="Suffix">Ends the names of their stages: nothing, or a task.</param>
/// <param name="Owner">The owner of their parameters.</param>
/// <param name="Count">How many there are.</param>
internal sealed record ExpertGroup(string Label, string Suffix, string Owner, int Count);

/// <summary>The experts of a level, group after group.</summary>
internal sealed class ExpertGroups(IReadOnlyList<ExpertGroup> groups)
{
    /// <summary>How many groups there are.</summary>
    public int Count => groups.Count;

    /// <summary>How many experts there are.</summary>
    public int Experts => groups.Sum(group => group.Count);

    /// <summary>All experts.</summary>
    public IReadOnlyList<Expert> All => [.. Enumerable.Range(0, Count).SelectMany(group => this[group])];

    /// <summary>The experts of a group.</summary>
    public IReadOnlyList<Expert> this[int group]
    {
        get
        {
            var first = groups.Take(group).Sum(before => before.Count);
            return [.. Enumerable.Range(0, groups[group].Count).Select(expert => new Expert(first + expert, $"{groups[group].Label} {expert + 1}", groups[group].Suffix))];
        }
    }

    /// <summary>What every expert reads, [experts, batch, width], of what every group reads, [groups, batch, width].</summary>
    public torch.Tensor Spread(torch.Tensor inputs) => Experts == Count ? inputs : inputs.index_select(0, GroupOfExpert());

    /// <summary>The way back, of a cotangent or a stack: always memory of its own.</summary>
    public torch.Tensor Collect(torch.Tensor cotangent) => Experts == Count ? cotangent.clone()
        : torch.zeros([.. cotangent.shape.AsSpan()[..^3], Count, .. cotangent.shape.AsSpan()[^2..]]).index_add_(cotangent.dim() - 3, GroupOfExpert(), cotangent, Scalars.One);

    private torch.Tensor GroupOfExpert() => torch.tensor([.. groups.SelectMany((group, index) => Enumerable.Repeat((long)index, group.Count))]);

    /// <summary>The parameters of a stage of all experts.</summary>
    public IReadOnlyList<StackMember> Members(string stage) =>
        [.. groups.Select(group => new StackMember(group.Suffix.Length > 0 ? $"{stage}.experts.{group.Suffix}" : $"{stage}.experts", group.Owner, group.Count))];

    /// <summary>So many experts that all tasks share, or none.</summary>
    public static IEnumerable<ExpertGroup> Shared(int count, string label = ParameterStore.Shared) =>
        count > 0 ? [new ExpertGroup(label, "", ParameterStore.Shared, count)] : [];

    /// <summary>So many experts for each task.</summary>
    public static IEnumerable<ExpertGroup> PerTask(IReadOnlyList<string> tasks, int count, bool own) =>
        tasks.Select(task => new ExpertGroup(task, task, own ? task : ParameterStore.Shared, count));

    /// <summary>Builds banks, one for each stage, one behind another; the parameters of a stage are those of the members that its index names.</summary>
    public static Chain CreateBank(IEnumerable<(int Index, StageOptions Stage)> stages, ParameterStore store, RowShape input, Func<int, IReadOnlyList<StackMember>> members)
    {
        var blocks = new List<Block>();
        foreach (var (index, stage) in stages) blocks.Add(stage.CreateBank(store, members(index), blocks.Count > 0 ? blocks[^1].OutputShape : input));
        return new Chain(input, blocks);
    }
}
