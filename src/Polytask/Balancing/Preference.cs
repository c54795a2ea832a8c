using System.Globalization;

namespace Polytask.Balancing;

/// <summary>Reads the option <c>preference</c> of the methods that have one.</summary>
internal static class Preference
{
    /// <summary>How much each task counts, in the order of the tasks; 1 where nothing is said.</summary>
    /// <exception cref="ConfigurationException">A name is not a task, or a number is not positive.</exception>
    public static double[] Resolve(IReadOnlyDictionary<string, double>? preference, IReadOnlyList<string> tasks)
    {
        var numbers = new double[tasks.Count];
        Array.Fill(numbers, 1);
        var problems = new List<string>();
        foreach (var (name, number) in preference ?? new Dictionary<string, double>())
        {
            var task = 0;
            while (task < tasks.Count && tasks[task] != name) task++;
            if (task == tasks.Count)
                problems.Add($"balancing.preference.{name}: expected the name of a task, one of {string.Join(", ", tasks)}. Correct it, or leave it out.");
            else if (!double.IsFinite(number) || number <= 0)
                problems.Add($"balancing.preference.{name}: expected a number above 0, found {number.ToString(CultureInfo.InvariantCulture)}. A task that is not to count belongs out of the run file.");
            else
                numbers[task] = number;
        }
        return problems.Count == 0 ? numbers : throw new ConfigurationException(problems);
    }
}
