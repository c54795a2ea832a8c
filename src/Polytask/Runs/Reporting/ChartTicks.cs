using System.Globalization;

namespace Polytask.Runs.Reporting;

/// <summary>Where numbers stand on a chart's axis, and how they are written.</summary>
internal static class ChartTicks
{
    private const int Most = 6;

    /// <summary>Powers of ten, and between them 2 and 5 where there is room: as exponents of ten.</summary>
    /// <param name="least">The least value shown.</param>
    /// <param name="greatest">The greatest value shown.</param>
    public static double[] Logarithmic(double least, double greatest)
    {
        var (first, last) = ((int)Math.Floor(Math.Log10(least)), (int)Math.Ceiling(Math.Log10(greatest)));
        var stride = 1 + (last - first) / Most;
        int[] between = last - first <= Most / 2 ? [1, 2, 5] : [1];
        return
        [
            .. from power in Enumerable.Range(first, last - first + 1)
               where power % stride == 0
               from factor in between
               let tick = power + Math.Log10(factor)
               where tick >= Math.Log10(least) - 0.1 && tick <= Math.Log10(greatest) + 0.1
               select tick,
        ];
    }

    /// <summary>A number on an axis: plain, unless it is so small that nothing would be left of it.</summary>
    public static string Text(double value) =>
        Math.Abs(value) is > 0 and < 0.001 ? value.ToString("0.#e0", CultureInfo.InvariantCulture) : value.ToString("0.######", CultureInfo.InvariantCulture);
}
