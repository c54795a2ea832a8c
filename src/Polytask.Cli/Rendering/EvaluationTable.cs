using Polytask.Runs;
using Spectre.Console;

namespace Polytask.Cli.Rendering;

/// <summary>What each task reaches: rows, metrics, 95 % intervals.</summary>
internal static class EvaluationTable
{
    public static Table Of(IReadOnlyList<TaskEvaluation> evaluations)
    {
        var table = Layout.Table("task", "rows", "metric", "value", "95 % interval");
        foreach (var column in (int[])[1, 3]) table.Columns[column].RightAligned();
        foreach (var task in evaluations)
        {
            var rows = Figures.Format($"{task.Rows:N0}");
            if (task.Metrics.Count == 0) Layout.Row(table, task.Task, rows, "no row has a label");
            foreach (var (i, metric) in task.Metrics.Index())
                Layout.Row(table, i == 0 ? task.Task : "", i == 0 ? rows : "", Name(metric), Figures.Of(metric.Value), Interval(metric));
        }
        return table;
    }

    private static string Name(MetricValue metric) => metric.Unit is { Length: > 0 } unit ? $"{metric.Name} [{unit}]" : metric.Name;

    private static string Interval(MetricValue metric) => metric is { Low: { } low, High: { } high } ? $"{Figures.Of(low)} to {Figures.Of(high)}" : "";
}
