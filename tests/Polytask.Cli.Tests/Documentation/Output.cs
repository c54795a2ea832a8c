using System.Globalization;
using System.Text.RegularExpressions;

namespace Polytask.Cli.Tests.Documentation;

/// <summary>
/// The output that a page shows, held against what was printed. Words and whole numbers are the same. Fractions may differ by
/// 0.05: processors round differently, and training carries that on. Which epoch was best is not compared.
/// </summary>
internal static partial class Output
{
    private const string Omission = "…";
    private const double Tolerance = 0.05;

    /// <summary>Output as it stands on a page: nothing behind the lines, no empty lines around them, no folder and no speed of this machine.</summary>
    public static string Tidy(string printed, string folder)
    {
        var lines = Speed().Replace(printed, "").Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).ToList();
        return string.Join('\n', lines.SkipWhile(line => line.Length == 0).Reverse().SkipWhile(line => line.Length == 0).Reverse());
    }

    /// <summary>The first and last lines of what was printed, as many as a page shows around its line <c>…</c>.</summary>
    public static string Excerpt(string printed, string shown)
    {
        var (lines, pattern) = (printed.Split('\n'), shown.Split('\n').ToList());
        var first = pattern.IndexOf(Omission);
        var last = pattern.Count - first - 1;
        return first < 0 || first + last == 0 || first + last >= lines.Length ? printed : string.Join('\n', [.. lines.Take(first), Omission, .. lines.TakeLast(last)]);
    }

    /// <summary>The first line in which they differ, or <c>null</c>.</summary>
    public static string? Difference(string shown, string printed)
    {
        var (expected, found) = (shown.Split('\n'), Excerpt(printed, shown).Split('\n'));
        for (var i = 0; i < Math.Max(expected.Length, found.Length); i++)
            if (!Alike(expected.ElementAtOrDefault(i) ?? "", found.ElementAtOrDefault(i) ?? ""))
                return $"line {i + 1}: the page shows \"{expected.ElementAtOrDefault(i)}\", printed was \"{found.ElementAtOrDefault(i)}\".";
        return null;
    }

    private static bool Alike(string shown, string printed)
    {
        (shown, printed) = (Passing().Replace(shown, ""), Passing().Replace(printed, ""));
        return Words(shown) == Words(printed) && Figure().Matches(shown).Zip(Figure().Matches(printed)).All(pair => Close(pair.First.Value, pair.Second.Value));
    }

    private static string Words(string line) => Spaces().Replace(Figure().Replace(line, "#"), " ").Trim();

    private static bool Close(string shown, string printed) =>
        shown == printed || shown.Contains('.', StringComparison.Ordinal) && printed.Contains('.', StringComparison.Ordinal) && Math.Abs(Number(shown) - Number(printed)) <= Tolerance;

    private static double Number(string figure) => double.Parse(figure, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\d[\d,]*(\.\d+)?(E-?\d+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Figure();

    [GeneratedRegex(@" \(best\)|(?<=of epoch )\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Passing();

    [GeneratedRegex(@"  [\d,]+ steps/s, .* left$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Speed();

    [GeneratedRegex(@"[\s─]+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();
}
