using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>The tasks in groups, each of which shares what stands at one place of a trunk.</summary>
/// <param name="groups">The tasks of each group; every task is in one.</param>
internal sealed class TaskGroups(IReadOnlyList<IReadOnlyList<string>> groups)
{
    /// <summary>How many groups there are.</summary>
    public int Count => groups.Count;

    /// <summary>The group of a task.</summary>
    public int this[string task] => groups.Index().First(group => group.Item.Contains(task)).Index;

    /// <summary>For each group, the one of a coarser division that it lies in.</summary>
    public IReadOnlyList<int> Within(TaskGroups coarser) => [.. groups.Select(group => coarser[group[0]])];

    /// <summary>
    /// The parameters of each group: those of a task alone are its own, all others are shared, though tasks outside the group have no gradient there. Where groups
    /// are several, each has the name of its first task.
    /// </summary>
    public IReadOnlyList<StackMember> Members(ParameterStore store, string name)
    {
        if (Count == 1) return [new StackMember(name, groups[0] is [var one] ? one : ParameterStore.Shared, 1)];
        foreach (var group in groups.Where(group => group.Count > 1)) store.Describe($"{name}.branches.{group[0]}", tasks: group);
        return [.. groups.Select(group => new StackMember($"{name}.branches.{group[0]}", group is [var only] ? only : ParameterStore.Shared, 1))];
    }
}
