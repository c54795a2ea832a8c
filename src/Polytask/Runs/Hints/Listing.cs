namespace Polytask.Runs.Hints;

/// <summary>Several tasks in a sentence.</summary>
internal static class Listing
{
    /// <summary>So many are named, and more are counted.</summary>
    public const int MostNamed = 4;

    /// <summary>The first ones, and how many more there are.</summary>
    /// <param name="tasks">One at least, each a task's name, with its figures or without.</param>
    public static string Of(IEnumerable<string> tasks)
    {
        string[] all = [.. tasks];
        var (named, last) = all.Length <= MostNamed ? (all[..^1], all[^1]) : (all[..MostNamed], $"{all.Length - MostNamed} more {(all.Length == MostNamed + 1 ? "task" : "tasks")}");
        return named.Length == 0 ? last : $"{string.Join(", ", named)} and {last}";
    }
}
