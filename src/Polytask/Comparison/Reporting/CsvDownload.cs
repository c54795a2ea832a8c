using System.Globalization;
using Polytask.Runs.Reporting;

namespace Polytask.Comparison.Reporting;

/// <summary>A link that holds figures as CSV, so that nobody need read them off a picture.</summary>
internal static class CsvDownload
{
    /// <summary>Writes the link.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="columns">The columns' names.</param>
    /// <param name="rows">Rows of texts and numbers.</param>
    public static void Write(Html html, string file, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        var csv = string.Concat(rows.Prepend(columns).Select(row => string.Join(',', row.Select(Cell)) + "\n"));
        html.Add($"""<p class="note"><a download="{file}" href="data:text/csv;charset=utf-8,{Uri.EscapeDataString(csv)}">These figures as CSV</a></p>""");
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        string text => text.AsSpan().ContainsAny(",\"\n\r") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
