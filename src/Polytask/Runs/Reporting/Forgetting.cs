namespace Polytask.Runs.Reporting;

/// <summary>Sequential training: how every task stands after every stage, and what each lost since its own.</summary>
internal static class Forgetting
{
    public static Markup Write(ReportInput input)
    {
        var html = new Html();
        var stages = input.History.Stages;
        if (stages.Count == 0) return html.ToMarkup();
        var tasks = stages.SelectMany(s => s.Tasks).Select(t => t.Task).Distinct().ToList();
        html.Add($"""
            <p class="note">The first validation metric of each task after each stage; the outlined figure is the task's own stage.</p>
            <div class="scroll"><table class="numbers forgetting">
            <thead><tr><th>After the stage</th>{Html.Each(tasks, (h, t) => h.Add($"<th>{t}</th>"))}</tr></thead>
            <tbody>{Html.Each(stages, (h, s) => h.Add($"""
                <tr><th>{s.Stage}: {s.Task}</th>{Html.Each(tasks, (c, t) => WriteCell(c, s, t))}</tr>
                """))}</tbody>
            <tfoot><tr><th>Change since its own stage</th>{Html.Each(tasks, (h, t) => WriteChange(h, stages, t))}</tr></tfoot>
            </table></div>
            """);
        return html.ToMarkup();
    }

    private static void WriteCell(Html html, StageCompleted stage, string task) => html.Add(
        $"""<td class="{(stage.Task == task ? "own" : "")}">{Figures.Format(At(stage, task)?.Value)}</td>""");

    private static void WriteChange(Html html, IReadOnlyList<StageCompleted> stages, string task)
    {
        var own = stages.LastOrDefault(s => s.Task == task) is { } stage ? At(stage, task) : null;
        if (own is null || At(stages[^1], task) is not { } last)
        {
            html.Add($"<td>–</td>");
            return;
        }
        var change = last.Value - own.Value;
        var verdict = change == 0 ? "" : change > 0 == own.HigherIsBetter ? "better" : "worse";
        html.Add($"""<td class="{verdict}">{(change > 0 ? "+" : change < 0 ? "−" : "")}{Figures.Format(Math.Abs(change))}</td>""");
    }

    private static MetricValue? At(StageCompleted stage, string task) =>
        stage.Tasks.FirstOrDefault(t => t.Task == task)?.Validation is [var first, ..] ? first : null;
}
