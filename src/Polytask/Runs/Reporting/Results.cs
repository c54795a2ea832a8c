namespace Polytask.Runs.Reporting;

/// <summary>Every metric of every task with its 95 % interval; tasks with the same metrics share a table.</summary>
internal static class Results
{
    public static Markup Write(ReportInput input)
    {
        var html = new Html();
        var (part, main) = input.Main;
        if (main.Count > 0) WritePart(html, part, main);
        foreach (var (other, tasks) in input.Parts.Where(p => p.Key != part && p.Value.Count > 0)) WritePart(html, other, tasks);
        return html.ToMarkup();
    }

    private static void WritePart(Html html, string part, IReadOnlyList<TaskEvaluation> tasks)
    {
        html.Add($"<h3>On {part} rows</h3>");
        foreach (var table in tasks.GroupBy(t => string.Join('\n', t.Metrics.Select(Figures.Name))))
        {
            html.Add($"""
                <div class="scroll"><table class="numbers">
                <thead><tr><th>Task</th><th>Rows</th><th>Loss</th>{Html.Each(table.First().Metrics, (h, m) => h.Add($"<th>{Figures.Name(m)}</th>"))}</tr></thead>
                <tbody>{Html.Each(table, WriteTask)}</tbody>
                </table></div>
                """);
        }
    }

    private static void WriteTask(Html html, TaskEvaluation task) => html.Add(
        $"<tr><th>{task.Task}</th><td>{Figures.Count(task.Rows)}</td><td>{Figures.Format(task.Loss)}</td>{Html.Each(task.Metrics, WriteMetric)}</tr>");

    private static void WriteMetric(Html html, MetricValue metric) => html.Add(
        $"<td>{Figures.Format(metric.Value)}<small>{Figures.Interval(metric)}</small></td>");
}
