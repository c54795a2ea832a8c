using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Polytask.Catalog;

/// <summary>The least and greatest value of a number; <c>null</c> where there is no such bound.</summary>
public sealed record Bounds(double? Least, double? Greatest, bool WithoutLeast = false, bool WithoutGreatest = false)
{
    /// <summary>No bounds.</summary>
    internal static readonly Bounds None = new(null, null);

    internal Bounds(RangeAttribute range) : this(
        Bound(range.Minimum), Bound(range.Maximum),
        range.MinimumIsExclusive, range.MaximumIsExclusive) { }

    /// <summary>Whether a number is within the bounds.</summary>
    public bool Contain(double value) =>
        !(value < Least || value > Greatest || (WithoutLeast && value == Least) || (WithoutGreatest && value == Greatest));

    /// <summary>The bounds in words, for behind "a number": " from 0 to 1", " at least 1", or nothing.</summary>
    public override string ToString() => (Least, Greatest, WithoutLeast || WithoutGreatest) switch
    {
        (null, null, _) => "",
        ({ } least, { } greatest, false) => $" from {Text(least)} to {Text(greatest)}",
        ({ } least, null, _) => $" {Lower(least)}",
        (null, { } greatest, _) => $" {Upper(greatest)}",
        ({ } least, { } greatest, true) => $" {Lower(least)} and {Upper(greatest)}",
    };

    /// <summary>A bound, unless it is the end of a number type: that is how <c>[Range]</c> says that there is none.</summary>
    private static double? Bound(object bound) =>
        Math.Abs(Convert.ToDouble(bound, CultureInfo.InvariantCulture)) is int.MaxValue or long.MaxValue or float.MaxValue or double.MaxValue or double.PositiveInfinity
            ? null : Convert.ToDouble(bound, CultureInfo.InvariantCulture);

    private string Lower(double least) => $"{(WithoutLeast ? "above" : "of at least")} {Text(least)}";

    private string Upper(double greatest) => $"{(WithoutGreatest ? "below" : "of at most")} {Text(greatest)}";

    private static string Text(double bound) =>
        bound == Math.Truncate(bound) && Math.Abs(bound) < 1e15 ? bound.ToString("F0", CultureInfo.InvariantCulture) : bound.ToString(CultureInfo.InvariantCulture);
}
