using Polytask.Runs.Reporting;

namespace Polytask.Comparison.Reporting;

/// <summary>How the tasks' gradients stood to each other, and which tasks overfit.</summary>
internal static class GradientHeat
{
    public static Markup Write(ComparisonResult result)
    {
        var html = new Html();
        if (result.Gradients is { } gradients)
            html.Add($"""
                <div class="matrix"><h3>Mean cosine of the gradients, run file</h3>
                <p class="note">1: two tasks pull the shared parameters the same way. Near 0: they hardly touch each other. Below 0: they pull apart. In brackets, the share of steps in which they pulled apart.</p>
                <div class="scroll"><table class="confusion">
                <thead><tr><th></th>{Html.Each(gradients.Tasks, (h, task) => h.Add($"""<th scope="col">{task}</th>"""))}</tr></thead>
                <tbody>{Html.Each(gradients.Tasks.Index(), (h, row) => h.Add($"""
                    <tr><th scope="row">{row.Item}</th>{Html.Each(gradients.Tasks.Index(), (c, column) => WriteCell(c, gradients, row.Index, column.Index))}</tr>
                    """))}</tbody>
                </table></div></div>
                """);
        if (result.Overfitting.Count > 0)
            html.Add($"""
                <h3>Overfitting, run file</h3>
                <ul>{Html.Each(result.Overfitting, (h, one) => h.Add($"<li>{one.Key}: the validation loss is least after epoch {one.Value} and rises from there.</li>"))}</ul>
                """);
        return html.ToMarkup();
    }

    private static void WriteCell(Html html, GradientAgreement gradients, int row, int column)
    {
        var cosine = gradients.Cosines[row][column];
        if (row == column || double.IsNaN(cosine)) html.Add($"<td>{(row == column ? "" : "–")}</td>");
        else html.Add($"""<td class="{(cosine < 0 ? "wrong" : "right")}" style="--share:{Figures.Css(Math.Abs(cosine))}">{Figures.Signed(cosine)} ({Figures.Share(gradients.Conflicts[row][column])})</td>""");
    }
}
