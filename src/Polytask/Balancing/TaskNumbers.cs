using System.Globalization;

namespace Polytask.Balancing;

/// <summary>Options that state a number per task, by name.</summary>
internal static class TaskNumbers
{
    /// <summary>The numbers in the order of the tasks.</summary>
    /// <param name="numbers">What was stated.</param>
    /// <param name="tasks">The tasks' names.</param>
    /// <param name="key">The option, as run files call it.</param>
    /// <param name="missing">The number of tasks that are not named.</param>
    /// <param name="fits">Whether a finite number will do.</param>
    /// <param name="expected">Which will do, for behind "expected": "a number above 0".</param>
    /// <exception cref="ConfigurationException">A name is not a task, or a number will not do.</exception>
    public static double[] Resolve(IReadOnlyDictionary<string, double>? numbers, IReadOnlyList<string> tasks, string key, double missing, Func<double, bool> fits, string expected)
    {
        var resolved = new double[tasks.Count];
        Array.Fill(resolved, missing);
        var problems = new List<string>();
        foreach (var (name, number) in numbers ?? new Dictionary<string, double>())
        {
            var task = tasks.ToList().IndexOf(name);
            if (task < 0)
                problems.Add($"balancing.{key}.{name}: expected one of the tasks {string.Join(", ", tasks)}, found '{name}'. Correct the name, or remove it.");
            else if (!double.IsFinite(number) || !fits(number))
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"balancing.{key}.{name}: expected {expected}, found {number}. Correct it, or remove it."));
            else
                resolved[task] = number;
        }
        return problems.Count == 0 ? resolved : throw new ConfigurationException(problems);
    }
}
