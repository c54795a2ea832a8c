namespace Polytask.Runs.Reporting;

/// <summary>Which labels are taken for which, per task: true labels in rows, predicted labels in columns.</summary>
internal static class ConfusionMatrices
{
    private const int MostClassesWithCounts = 12;
    private const int MostClassesWithCells = 60;
    private const int MostConfusions = 12;

    public static Markup Write(ReportInput input)
    {
        var html = new Html();
        var (part, tasks) = input.Main;
        var shown = tasks.Where(t => t.Confusion is { Labels.Count: > 0 }).ToList();
        if (shown.Count == 0) return html.ToMarkup();
        html.Add($"""
            <p class="note">Rows are true labels, columns predicted ones, on {part} rows, or their pixels; the shade is the share of the row.</p>
            <div class="matrices">{Html.Each(shown, (h, t) => WriteTask(h, t.Task, t.Confusion!))}</div>
            """);
        return html.ToMarkup();
    }

    private static void WriteTask(Html html, string task, Confusion confusion)
    {
        var classes = confusion.Labels.Count;
        html.Add($"""<div class="matrix"><h3>{task}</h3>""");
        if (classes <= MostClassesWithCounts) WriteCounts(html, confusion);
        else
        {
            if (classes <= MostClassesWithCells) WriteHeatMap(html, confusion);
            WriteTopConfusions(html, confusion);
        }
        html.Add($"</div>");
    }

    private static void WriteCounts(Html html, Confusion confusion) => html.Add($"""
        <div class="scroll"><table class="confusion">
        <thead><tr><th></th>{Html.Each(confusion.Labels, (h, label) => h.Add($"""<th scope="col">{label}</th>"""))}<th class="recall">recall</th></tr></thead>
        <tbody>{Html.Each(confusion.Labels.Index(), (h, row) => h.Add($"""
            <tr><th scope="row">{row.Item}</th>{Html.Each(Cells(confusion, row.Index), (c, cell) => c.Add($"""<td class="{cell.Kind}" style="--share:{Figures.Css(cell.Share)}">{Figures.Count(cell.Count)}</td>"""))}<td class="recall">{Figures.Share(Cells(confusion, row.Index)[row.Index].Share)}</td></tr>
            """))}</tbody>
        </table></div>
        """);

    private static void WriteHeatMap(Html html, Confusion confusion) => html.Add($"""
        <div class="scroll"><table class="confusion heat">
        <thead><tr><th></th>{Html.Each(confusion.Labels.Index(), (h, label) => h.Add($"""<th scope="col" title="{label.Item}">{label.Index + 1}</th>"""))}</tr></thead>
        <tbody>{Html.Each(confusion.Labels.Index(), (h, row) => h.Add($"""
            <tr><th scope="row">{row.Item} <small>{row.Index + 1}</small></th>{Html.Each(Cells(confusion, row.Index), WriteHeatCell)}</tr>
            """))}</tbody>
        </table></div>
        """);

    private static void WriteHeatCell(Html html, Cell cell)
    {
        if (cell.Count == 0) html.Add($"<td></td>");
        else html.Add($"""<td class="{cell.Kind}" style="--share:{Figures.Css(cell.Share)}" title="{cell.Truth} taken for {cell.Prediction}: {Figures.Count(cell.Count)}"></td>""");
    }

    private static void WriteTopConfusions(Html html, Confusion confusion)
    {
        var top = Enumerable.Range(0, confusion.Labels.Count).SelectMany(row => Cells(confusion, row))
            .Where(c => c.Kind == "wrong" && c.Count > 0).OrderByDescending(c => c.Count).Take(MostConfusions).ToList();
        html.Add($"""
            <h4>Most frequent confusions</h4>
            <div class="scroll"><table class="numbers">
            <thead><tr><th>True label</th><th class="text">taken for</th><th>{confusion.Counted}</th><th>of the label</th></tr></thead>
            <tbody>{Html.Each(top, (h, c) => h.Add($"""<tr><th>{c.Truth}</th><td class="text">{c.Prediction}</td><td>{Figures.Count(c.Count)}</td><td>{Figures.Share(c.Share)}</td></tr>"""))}</tbody>
            </table></div>
            """);
    }

    private static IReadOnlyList<Cell> Cells(Confusion confusion, int row)
    {
        var counts = confusion.Counts[row];
        var total = Math.Max(1, counts.Sum());
        return [.. counts.Select((count, column) => new Cell(confusion.Labels[row], confusion.Labels[column], count, (double)count / total, row == column ? "right" : "wrong"))];
    }

    private sealed record Cell(string Truth, string Prediction, long Count, double Share, string Kind);
}
