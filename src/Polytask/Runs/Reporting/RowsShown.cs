using Polytask.Data;

namespace Polytask.Runs.Reporting;

/// <summary>Rows beside what the model predicts for them: those that it got most wrong, often because of a wrong label or of what it cannot see, and some at random.</summary>
internal static class RowsShown
{
    public static Markup WriteMistakes(ReportInput input) =>
        Write(input, task => task.Mistakes, $"The {input.Main.Part} rows with the greatest loss. Look here for wrong labels first.");

    public static Markup WriteSamples(ReportInput input) =>
        Write(input, task => task.Samples ?? [], $"Some {input.Main.Part} rows, drawn at random by the seed of the run: what the model does as a rule.");

    private static Markup Write(ReportInput input, Func<TaskEvaluation, IReadOnlyList<ShownRow>> rows, string note)
    {
        var html = new Html();
        var shown = input.Main.Tasks.Where(task => rows(task).Count > 0).ToList();
        if (shown.Count == 0) return html.ToMarkup();
        html.Add($"""<p class="note">{note}</p>""");
        if (shown.Any(task => rows(task).Any(row => row.Saliency is not null)))
            html.Add($"""<p class="note">Saliency is the gradient of the predicted class's score, or of the mean output, times the input: orange where a place speaks for the prediction, blue where it speaks against it.</p>""");
        foreach (var task in shown)
        {
            html.Add($"""
                <h3>{task.Task}</h3>
                {(task.Legend is { } legend ? Write(legend) : default)}
                """);
            if (rows(task).Any(row => row.Saliency is not null)) WriteImages(html, rows(task));
            else WriteRows(html, rows(task));
        }
        return html.ToMarkup();
    }

    private static void WriteRows(Html html, IReadOnlyList<ShownRow> rows) => html.Add($"""
        <div class="scroll"><table class="mistakes">
        <thead><tr><th>Input</th><th>True</th><th>Predicted</th><th>Loss</th></tr></thead>
        <tbody>{Html.Each(rows, (h, m) => h.Add($"""
            <tr><td>{Shown(m.Input)}<small>{m.Place}</small></td><td>{Shown(m.Truth)}</td><td>{Shown(m.Prediction)}</td><td>{Figures.Format(m.Loss)}</td></tr>
            """))}</tbody>
        </table></div>
        """);

    private static void WriteImages(Html html, IReadOnlyList<ShownRow> rows) => html.Add($"""
        <div class="looks">{Html.Each(rows, (h, m) => h.Add($"""
            <div class="look"><dl>
            <div><dt>Input</dt><dd>{Shown(m.Input)}</dd></div><div><dt>True</dt><dd>{Shown(m.Truth)}</dd></div>
            <div><dt>Predicted</dt><dd>{Shown(m.Prediction)}</dd></div><div><dt>Saliency</dt><dd>{Shown(m.Saliency ?? "")}</dd></div>
            </dl><small>{m.Place}, loss {Figures.Format(m.Loss)}</small></div>
            """))}</div>
        """);

    private static Markup Write(Legend legend)
    {
        var html = new Html();
        if (legend.IsScale) html.Add($"""
            <p class="colours scale"><i style="background:linear-gradient(90deg,{string.Join(',', legend.Entries.Select(entry => entry.Colour))})"></i>{Html.Each(legend.Entries, (h, entry) => h.Add($"<span>{entry.Label}</span>"))}</p>
            """);
        else html.Add($"""<p class="colours">{Html.Each(legend.Entries, (h, entry) => h.Add($"""<span><i style="background:{entry.Colour}"></i>{entry.Label}</span>"""))}</p>""");
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
