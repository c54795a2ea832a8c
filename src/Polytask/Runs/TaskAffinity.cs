namespace Polytask.Runs;

/// <summary>What a step on one task does to the loss of another, the mean over the steps that were measured.</summary>
/// <param name="Tasks">The tasks.</param>
/// <param name="Affinities">A row for each task whose step it is, a column for each whose loss it is; NaN where the two were never in one step.</param>
/// <remarks>Fifty, Amid, Zhao, Yu, Anil, Finn, Efficiently Identifying Task Groupings for Multi-Task Learning, NeurIPS 2021.</remarks>
public sealed record TaskAffinity(IReadOnlyList<string> Tasks, IReadOnlyList<IReadOnlyList<double>> Affinities)
{
    /// <summary>The means of what was measured; <c>null</c> where nothing was.</summary>
    public static TaskAffinity? Of(IReadOnlyList<string> tasks, IReadOnlyCollection<AffinityMeasured> measured)
    {
        if (measured.Count == 0) return null;
        var place = tasks.Index().ToDictionary(task => task.Item, task => task.Index);
        var (sums, counts) = (new double[tasks.Count, tasks.Count], new int[tasks.Count, tasks.Count]);
        foreach (var one in measured)
            for (var i = 0; i < one.Tasks.Count; i++)
                for (var j = 0; j < one.Tasks.Count; j++)
                {
                    if (!double.IsFinite(one.Affinities[i][j])) continue;
                    sums[place[one.Tasks[i]], place[one.Tasks[j]]] += one.Affinities[i][j];
                    counts[place[one.Tasks[i]], place[one.Tasks[j]]]++;
                }
        return new TaskAffinity(tasks, [.. tasks.Select((_, i) => tasks.Select((_, j) => counts[i, j] > 0 ? sums[i, j] / counts[i, j] : double.NaN).ToArray())]);
    }
}
