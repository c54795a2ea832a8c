using Polytask.Data;

namespace Polytask.Testing;

/// <summary>What every data source keeps: its columns have different names, every row has one value for each and knows its place, and reading it again gives the same rows.</summary>
public static class SourceContract
{
    /// <summary>Checks a source by reading it twice.</summary>
    /// <param name="options">A source that exists, with a row at least.</param>
    /// <exception cref="ContractException">It does not keep the contract.</exception>
    public static void Holds(SourceOptions options)
    {
        var source = options.Open();
        var columns = source.Columns;
        Contract.Requires(columns.Count > 0 && columns.Distinct(StringComparer.Ordinal).Count() == columns.Count, $"Expected columns of different names, found {string.Join(", ", columns)}.");
        var rows = source.Read().ToList();
        Contract.Requires(rows.Count > 0, $"Expected a row, found none.");
        foreach (var row in rows)
        {
            Contract.Requires(row.Values.Count == columns.Count, $"{row.Place}: expected {columns.Count} values, found {row.Values.Count}.");
            Contract.Requires(row.Place.File.Length > 0, $"Expected the place of a row, found none.");
        }
        RequireSame(rows, source.Read());
        RequireSame(rows, options.Open().Read());
    }

    private static void RequireSame(List<Row> rows, IEnumerable<Row> again)
    {
        var number = 0;
        foreach (var row in again)
        {
            Contract.Requires(number < rows.Count && row.Place == rows[number].Place && row.Values.SequenceEqual(rows[number].Values), $"{row.Place}: expected the same row when read again, found another.");
            number++;
        }
        Contract.Requires(number == rows.Count, $"Expected {rows.Count} rows when read again, found {number}.");
    }
}
