namespace Polytask.Comparison;

/// <summary>Tasks as people list them.</summary>
internal static class TaskNames
{
    /// <summary>So many are named, and more are counted.</summary>
    public const int MostShown = 4;

    /// <summary>Their names, or how many there are.</summary>
    public static string Listed(IReadOnlyList<string> tasks) => tasks.Count switch
    {
        1 => tasks[0],
        <= MostShown => $"{string.Join(", ", tasks.Take(tasks.Count - 1))} and {tasks[^1]}",
        _ => $"{tasks.Count} tasks",
    };

    /// <summary>The name of a division into groups: <c>a + b | c</c>.</summary>
    public static string OfGroups(IReadOnlyList<IReadOnlyList<string>> groups) =>
        string.Join(" | ", groups.Select(group => group.Count <= MostShown ? string.Join(" + ", group) : $"{group[0]} + {group.Count - 1} more"));
}
