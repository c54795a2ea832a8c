namespace Polytask.Balancing;

/// <summary>How much each task matters to the user, where a method can be told.</summary>
internal static class Preference
{
    /// <summary>The positive numbers of all tasks, in their order; 1 where none is stated.</summary>
    /// <exception cref="ConfigurationException">A name is not a task, or a number is not above 0.</exception>
    internal static double[] Resolve(IReadOnlyDictionary<string, double>? preference, IReadOnlyList<string> tasks) =>
        TaskNumbers.Resolve(preference, tasks, "preference", 1, number => number > 0, "a number above 0");
}
