using Polytask.Runs;

namespace Polytask.Comparison;

/// <summary>Why tasks help or hurt each other, as far as the runs of one contender show it.</summary>
internal static class Causes
{
    /// <summary>The mean cosine of every pair of tasks, how often it was negative, and how alike their lengths were; <c>null</c> where gradients were not compared.</summary>
    public static GradientAgreement? Gradients(IReadOnlyList<string> tasks, IEnumerable<RunHistory> histories)
    {
        var steps = histories.SelectMany(history => history.Balances).Where(step => step.Cosines is not null).ToList();
        if (steps.Count == 0) return null;
        return new GradientAgreement(
            tasks, Mean(tasks, steps, (step, i, j) => step.Cosines![i][j]), Mean(tasks, steps, (step, i, j) => step.Cosines![i][j] < 0 ? 1 : 0),
            Mean(tasks, steps, (step, i, j) => step.MagnitudeSimilarity(i, j)));
    }

    /// <summary>The mean of a figure of every pair over the steps in which it is there; NaN where it never is.</summary>
    private static IReadOnlyList<IReadOnlyList<double>> Mean(IReadOnlyList<string> tasks, IReadOnlyList<TasksBalanced> steps, Func<TasksBalanced, int, int, double> figure)
    {
        var place = tasks.Index().ToDictionary(task => task.Item, task => task.Index);
        var (sum, count) = (new double[tasks.Count, tasks.Count], new int[tasks.Count, tasks.Count]);
        foreach (var step in steps)
            for (var i = 0; i < step.Tasks.Count; i++)
                for (var j = 0; j < step.Tasks.Count; j++)
                {
                    var (row, column, value) = (place[step.Tasks[i]], place[step.Tasks[j]], figure(step, i, j));
                    if (double.IsNaN(value)) continue;
                    sum[row, column] += value;
                    count[row, column]++;
                }
        return [.. tasks.Select((_, i) => tasks.Select((_, j) => count[i, j] > 0 ? sum[i, j] / count[i, j] : double.NaN).ToArray())];
    }
}
