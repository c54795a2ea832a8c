namespace Polytask.Data;

/// <summary>Rules for the names of columns.</summary>
internal static class ColumnNames
{
    /// <summary>The columns of a header row; a nameless column is called by its position, <c>column1</c> first.</summary>
    public static IReadOnlyList<string> OfHeader(IReadOnlyList<string> cells) =>
        [.. cells.Select((name, i) => string.IsNullOrWhiteSpace(name) ? $"column{i + 1}" : name.Trim())];

    /// <summary>The same names, none of them twice.</summary>
    /// <exception cref="DataException">Two columns have one name.</exception>
    public static IReadOnlyList<string> Distinct(IReadOnlyList<string> names, string place)
    {
        var twice = names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? names : throw new DataException($"{place}  expected column names that differ; found '{twice.Key}' {twice.Count()} times. Rename one, or state the columns.");
    }
}
