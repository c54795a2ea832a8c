using System.Globalization;

namespace Polytask.Cli.Rendering;

/// <summary>Numbers as people read them.</summary>
internal static class Figures
{
    /// <summary>Four digits that count; a dash for what is not a number.</summary>
    public static string Of(double value) =>
        double.IsNaN(value) ? "–"
        : Math.Abs(value) < 10 ? value.ToString("0.0000", CultureInfo.InvariantCulture)
        : value.ToString("G5", CultureInfo.InvariantCulture);

    /// <summary>Bytes in the unit that fits.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 10_000 => Format($"{bytes:N0} B"),
        < 10_000_000 => Format($"{bytes / 1e3:N0} kB"),
        _ => Format($"{bytes / 1e6:N1} MB"),
    };

    /// <summary>A duration from seconds to days.</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => Format($"{time.TotalSeconds:0} s"),
        { TotalHours: < 1 } => Format($"{time.Minutes}:{time.Seconds:00} min"),
        _ => Format($"{(long)time.TotalHours}:{time.Minutes:00} h"),
    };

    /// <summary>Text with numbers in it, the same in all countries.</summary>
    public static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
