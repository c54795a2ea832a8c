namespace Polytask.Runs.Reporting;

/// <summary>What the data hold for each task: labels by part, rows without one, classes.</summary>
internal static class DataSummary
{
    private const int MostClasses = 12;

    public static Markup Write(ReportInput input)
    {
        var html = new Html();
        if (input.History.Started is not { } started) return html.ToMarkup();
        html.Add($"""
            <div class="scroll"><table class="numbers">
            <thead><tr><th>Task</th><th class="text">Type</th><th>Training</th><th>Validation</th><th>Test</th><th>No label</th></tr></thead>
            <tbody>{Html.Each(started.Tasks, (h, t) => h.Add($"""
                <tr><th>{t.Task}</th><td class="text">{t.Kind}</td><td>{Figures.Count(t.Training)}</td><td>{Figures.Count(t.Validation)}</td><td>{Figures.Count(t.Test)}</td><td>{Figures.Count(t.Missing)}</td></tr>
                """))}</tbody>
            </table></div>
            """);
        var classes = started.Tasks.Where(t => t.Classes is { Count: > 0 }).ToList();
        if (classes.Count > 0) html.Add($"""<div class="classes">{Html.Each(classes, (h, t) => WriteClasses(h, t.Task, t.Classes!))}</div>""");
        return html.ToMarkup();
    }

    private static void WriteClasses(Html html, string task, IReadOnlyDictionary<string, long> classes)
    {
        var most = Math.Max(1, classes.Values.Max());
        html.Add($"""<div><h3>{task}</h3><ul class="bars">""");
        foreach (var (label, rows) in classes.OrderByDescending(c => c.Value).Take(MostClasses))
            html.Add($"""<li style="--share:{Figures.Css((double)rows / most)}"><span>{label}</span><b>{Figures.Count(rows)}</b></li>""");
        if (classes.Count > MostClasses)
            html.Add($"""<li class="rest"><span>and {classes.Count - MostClasses} smaller classes</span><b>{Figures.Count(classes.Values.OrderDescending().Skip(MostClasses).Sum())}</b></li>""");
        html.Add($"</ul></div>");
    }
}
