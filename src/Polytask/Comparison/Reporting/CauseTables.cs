using Polytask.Runs.Reporting;

namespace Polytask.Comparison.Reporting;

/// <summary>How the tasks' gradients stood to each other, and which tasks overfit.</summary>
internal static class CauseTables
{
    public static Markup Write(ComparisonResult result)
    {
        var html = new Html();
        if (result.Gradients is { } gradients)
        {
            PairTable.Write(
                html, "Mean cosine of the gradients, run file",
                "1: two tasks pull the shared parameters the same way. Near 0: they hardly touch each other. Below 0: they pull apart. In brackets, the share of steps in which they pulled apart.",
                gradients.Tasks, (row, column) => Cell(gradients.Cosines[row][column], gradients.Conflicts[row][column]));
            MagnitudeTable.Write(html, gradients.Tasks, (row, column) => gradients.Magnitudes[row][column]);
        }
        if (result.Affinity is { } affinity) AffinityTable.Write(html, affinity);
        if (result.Overfitting.Count > 0)
            html.Add($"""
                <h3>Overfitting, run file</h3>
                <ul>{Html.Each(result.Overfitting, (h, one) => h.Add($"<li>{one.Key}: the validation loss is least after epoch {one.Value} and rises from there.</li>"))}</ul>
                """);
        return html.ToMarkup();
    }

    private static PairCell? Cell(double cosine, double apart) => double.IsNaN(cosine) ? null : new PairCell(cosine, $"{Figures.Signed(cosine)} ({Figures.Share(apart)})");
}
