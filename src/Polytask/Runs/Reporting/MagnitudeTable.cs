namespace Polytask.Runs.Reporting;

/// <summary>How alike in length the tasks' gradients are, as a table.</summary>
internal static class MagnitudeTable
{
    public static void Write(Html html, IReadOnlyList<string> tasks, Func<int, int, double> similarity) => PairTable.Write(
        html, "Mean similarity of the gradients' lengths",
        "1: both tasks pull equally hard. 0.2: one pulls ten times as hard as the other, which the shared parameters hardly follow. Before balancing.",
        tasks, (row, column) => similarity(row, column) is var value && double.IsNaN(value) ? null : new PairCell(value, Figures.Signed(value)));
}
