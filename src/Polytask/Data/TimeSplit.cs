using System.Globalization;
using Polytask.Catalog;

namespace Polytask.Data;

/// <summary>
/// Trains on the oldest rows, validates on the next and tests on the newest. The column holds numbers, or dates as ISO 8601 writes
/// them (UTC where no zone is stated). Rows of one time stay together, in the later part.
/// </summary>
[Kind("time")]
public sealed record TimeSplit : ShareSplit
{
    private static readonly string[] Formats =
    [
        "yyyy-MM", "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>The column with the time of each row.</summary>
    public required string Column { get; init; }

    /// <inheritdoc/>
    protected override Part[] Parts(DataSet rows)
    {
        var read = rows.Column(Column);
        return rows.Count > 0 && read(0) is { } first && Number(first) is not null
            ? Divided(rows, read, Number, "a number like the first row's")
            : Divided(rows, read, Date, "a date such as 2024-05-31 or 2024-05-31T18:00:00Z, or a number in every row");
    }

    private Part[] Divided<TTime>(DataSet rows, Func<int, string?> read, Func<string, TTime?> parse, string expected) where TTime : struct
    {
        var parts = new Part[rows.Count];
        (int Row, TTime Time)[] ordered = [.. Enumerable.Range(0, rows.Count).Select(row => (row, Time(row))).OrderBy(timed => timed.Item2)];
        var (validation, test) = Counts(rows.Count);
        Divide(ordered, (Part.Training, rows.Count - validation - test), validation, Part.Test, parts);
        return parts;

        TTime Time(int row)
        {
            var text = read(row);
            return (text is null ? null : parse(text.Trim()))
                ?? throw new DataException($"{rows[row].Place}  column '{Column}': expected {expected}, found {(text is null ? "an empty cell" : $"\"{text}\"")}. Correct it, or choose another column.");
        }
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static DateTimeOffset? Date(string text) =>
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
}
