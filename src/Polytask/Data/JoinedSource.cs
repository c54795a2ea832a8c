using Polytask.Catalog;

namespace Polytask.Data;

/// <summary>
/// Rows whose columns stand in several sources, such as images with a file for each kind of label: one row for each value of a key, with the columns of all parts. Where a part
/// has no row with that key, its columns are missing. Files that rows name are looked for beside the first part that has the key.
/// </summary>
[Kind("joined")]
public sealed record JoinedSource : SourceOptions, IConstrained
{
    /// <summary>The column that all parts have, each value at most once.</summary>
    public required string Key { get; init; }

    /// <summary>The sources with the columns, each of any kind.</summary>
    public required IReadOnlyDictionary<string, SourceOptions> Parts { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Problems()
    {
        if (Parts.Count < 2) yield return ("parts", $"expected at least two sources to join, found {Parts.Count}. Add one, or use it without joining.");
    }

    /// <inheritdoc/>
    public override RowSource Open()
    {
        var parts = new OrderedDictionary<string, RowSource>(StringComparer.Ordinal);
        var columns = new OrderedDictionary<string, string>(StringComparer.Ordinal) { [Key] = "" };
        foreach (var (name, options) in Parts)
        {
            var part = parts[name] = options.Open();
            if (!part.Columns.Contains(Key, StringComparer.Ordinal))
                throw new DataException($"parts.{name}: expected the column '{Key}', by which rows are joined; found {string.Join(", ", part.Columns)}. Correct 'key', or name the columns of this source.");
            foreach (var column in part.Columns.Where(column => column != Key))
                if (!columns.TryAdd(column, name)) throw new DataException($"parts.{name}: the column '{column}' is in parts.{columns[column]}, too. Name one of them otherwise, or leave one out.");
        }
        return new Joined(Key, parts, [.. columns.Keys]);
    }

    private sealed class Joined(string key, OrderedDictionary<string, RowSource> parts, string[] columns) : RowSource
    {
        public override IReadOnlyList<string> Columns => columns;

        public override IEnumerable<Row> Read()
        {
            var rows = new OrderedDictionary<string, (string?[] Cells, Place Place)>(StringComparer.Ordinal);
            foreach (var (name, part) in parts)
            {
                var seen = new Dictionary<string, Place>(StringComparer.Ordinal);
                int[] to = [.. part.Columns.Select(column => Array.IndexOf(columns, column))];
                var at = Array.IndexOf(to, 0);
                foreach (var row in part.Read())
                {
                    if (row.Values[at] is not { Length: > 0 } value) throw new DataException($"{row.Place}  column '{key}' is empty, and rows are joined by it. Fill it, or leave the row out.");
                    if (!seen.TryAdd(value, row.Place)) throw new DataException($"{row.Place}  column '{key}': \"{value}\" stands in {seen[value]} already. Expected each value once in parts.{name}; leave one of these rows out.");
                    if (!rows.TryGetValue(value, out var joined)) rows[value] = joined = (new string?[columns.Length], row.Place);
                    for (var i = 0; i < to.Length; i++) joined.Cells[to[i]] = row.Values[i];
                }
            }
            return rows.Values.Select(row => new Row(row.Cells, row.Place));
        }
    }
}
