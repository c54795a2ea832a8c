namespace Polytask.Runs.Reporting;

/// <summary>The rows that the model got most wrong: often a wrong label, or what the model cannot see.</summary>
internal static class HardestMistakes
{
    public static Markup Write(ReportInput input)
    {
        var html = new Html();
        var (part, tasks) = input.Main;
        var shown = tasks.Where(t => t.Mistakes.Count > 0).ToList();
        if (shown.Count == 0) return html.ToMarkup();
        html.Add($"""<p class="note">The {part} rows with the greatest loss. Look here for wrong labels first.</p>""");
        foreach (var task in shown)
        {
            html.Add($"""
                <h3>{task.Task}</h3>
                <div class="scroll"><table class="mistakes">
                <thead><tr><th>Input</th><th>True</th><th>Predicted</th><th>Loss</th></tr></thead>
                <tbody>{Html.Each(task.Mistakes, (h, m) => h.Add($"""
                    <tr><td>{Shown(m.Input)}<small>{m.Place}</small></td><td>{Shown(m.Truth)}</td><td>{Shown(m.Prediction)}</td><td>{Figures.Format(m.Loss)}</td></tr>
                    """))}</tbody>
                </table></div>
                """);
        }
        return html.ToMarkup();
    }

    private static Markup Shown(string input)
    {
        var html = new Html();
        if (input.StartsWith("data:image/png;base64,", StringComparison.Ordinal)) html.Add($"""<img alt="" src="{input}"/>""");
        else html.Add($"""<span dir="auto">{input}</span>""");
        return html.ToMarkup();
    }
}
