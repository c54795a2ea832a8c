using Polytask.Runs.Hints;

namespace Polytask.Comparison;

/// <summary>Tasks as people list them.</summary>
internal static class TaskNames
{
    /// <summary>Their names, or how many there are.</summary>
    public static string Listed(IReadOnlyList<string> tasks) => tasks.Count <= Listing.MostNamed ? Listing.Of(tasks) : $"{tasks.Count} tasks";

    /// <summary>The name of a division into groups: <c>a + b | c</c>.</summary>
    public static string OfGroups(IReadOnlyList<IReadOnlyList<string>> groups) =>
        string.Join(" | ", groups.Select(group => group.Count <= Listing.MostNamed ? string.Join(" + ", group) : $"{group[0]} + {group.Count - 1} more"));
}
