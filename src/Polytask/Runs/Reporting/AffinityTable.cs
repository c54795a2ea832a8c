using System.Globalization;

namespace Polytask.Runs.Reporting;

/// <summary>The tasks' affinity as a table.</summary>
internal static class AffinityTable
{
    // Below, thousandths would be written as zeros.
    private const double Small = 1e-3;

    public static void Write(Html html, TaskAffinity affinity)
    {
        var most = affinity.Affinities.SelectMany(row => row).Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        var (unit, scale) = most < Small ? ("millionths", 1e6) : ("thousandths", 1e3);
        PairTable.Write(
            html, "Task affinity",
            $"A step of gradient descent on the task of the row alone lowers the loss of the task of the column by so many {unit}; below 0 it raises it. The mean over the steps that were measured.",
            affinity.Tasks, Cell, most > 0 ? most : 1);

        PairCell? Cell(int row, int column)
        {
            var value = affinity.Affinities[row][column];
            return double.IsNaN(value) ? null : new PairCell(value, (scale * value).ToString("+0.000;−0.000;0.000", CultureInfo.InvariantCulture), $"{affinity.Tasks[row]} for {affinity.Tasks[column]}");
        }
    }
}
