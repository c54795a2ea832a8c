using System.Globalization;

namespace Polytask.Runs.Reporting;

/// <summary>How numbers are shown to people.</summary>
internal static class Figures
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>A measure: three decimals for shares, fewer for large figures, a dash where it is not defined.</summary>
    public static string Format(double value) => Math.Abs(value) switch
    {
        double.NaN => "–",
        double.PositiveInfinity => value > 0 ? "∞" : "−∞",
        >= 10_000 => value.ToString("#,##0", Invariant),
        >= 100 => value.ToString("0.0", Invariant),
        >= 10 => value.ToString("0.00", Invariant),
        0 or >= 0.001 => value.ToString("0.000", Invariant),
        _ => value.ToString("0.0e0", Invariant),
    };

    public static string Format(double? value) => value is { } v ? Format(v) : "–";

    /// <summary>A figure from -1 to 1 with two decimals and a true minus sign.</summary>
    public static string Signed(double value) => value.ToString("0.00;−0.00;0.00", Invariant);

    public static string Count(long value) => value.ToString("#,##0", Invariant);

    /// <summary>The 95 % interval of a metric, or nothing: "0.810 to 0.871".</summary>
    public static string Interval(MetricValue metric) =>
        metric is { Low: { } low, High: { } high } ? $"{Format(low)} to {Format(high)}" : "";

    public static string Share(double share) => share.ToString("0.0 %", Invariant);

    /// <summary>A metric's name for people: "macro f1".</summary>
    public static string Name(MetricValue metric) =>
        metric.Name.Replace('_', ' ') + (metric.Unit is { } unit ? $" ({unit})" : "");

    public static string Duration(double seconds) => seconds switch
    {
        < 60 => seconds.ToString("0.0 s", Invariant),
        < 3600 => $"{(int)seconds / 60} min {(int)seconds % 60} s",
        _ => $"{(int)seconds / 3600} h {(int)seconds / 60 % 60} min",
    };

    public static string Shape(IReadOnlyList<long> shape) => string.Join(" × ", shape.Select(Count));

    /// <summary>A share of a whole as a CSS number between 0 and 1.</summary>
    public static string Css(double share) => Math.Clamp(double.IsNaN(share) ? 0 : share, 0, 1).ToString("0.###", Invariant);
}
