namespace Polytask.Balancing;

/// <summary>How much tasks are preferred.</summary>
internal static class Preference
{
    /// <summary>A positive number per task, in the order of the tasks; 1 where nothing is said.</summary>
    /// <exception cref="ConfigurationException">A name is not that of a task, or a number is not above 0.</exception>
    internal static double[] Resolve(IReadOnlyDictionary<string, double>? preference, IReadOnlyList<string> tasks)
    {
        List<string> problems = [];
        foreach (var (task, number) in preference ?? new Dictionary<string, double>())
        {
            if (!tasks.Contains(task)) problems.Add($"balancing.preference.{task}: there is no such task. Expected one of {string.Join(", ", tasks)}.");
            else if (!(number > 0 && double.IsFinite(number))) problems.Add(FormattableString.Invariant($"balancing.preference.{task}: expected a number above 0, found {number}."));
        }
        if (problems.Count > 0) throw new ConfigurationException(problems);
        return [.. tasks.Select(task => preference is not null && preference.TryGetValue(task, out var number) ? number : 1)];
    }
}
