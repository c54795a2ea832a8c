namespace Polytask.Balancing;

/// <summary>The preferences of the tasks that have a label in a step.</summary>
internal static class StepPreference
{
    /// <summary>Writes them with a mean of 1.</summary>
    public static void Fill(ReadOnlySpan<double> preference, ReadOnlySpan<int> tasks, Span<double> numbers)
    {
        var sum = 0.0;
        foreach (var task in tasks) sum += preference[task];
        for (var i = 0; i < tasks.Length; i++) numbers[i] = preference[tasks[i]] * tasks.Length / sum;
    }
}
