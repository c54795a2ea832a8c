namespace Polytask.Data;

/// <summary>Rules for the names of columns.</summary>
internal static class ColumnNames
{
    /// <summary>The names; a nameless column is called by its position, <c>column1</c> first.</summary>
    /// <exception cref="DataException">Two columns have one name.</exception>
    public static IReadOnlyList<string> Checked(IReadOnlyList<string> names, string place)
    {
        string[] columns = [.. names.Select((name, i) => string.IsNullOrWhiteSpace(name) ? $"column{i + 1}" : name.Trim())];
        var twice = columns.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? columns : throw new DataException($"{place}  expected column names that differ; found '{twice.Key}' {twice.Count()} times. Rename one, or state the columns.");
    }
}
