namespace Polytask.Data;

/// <summary>The rows of a JSON Lines source.</summary>
internal sealed class JsonLines : RowSource
{
    private const int RowsToDiscover = 1_000;

    private readonly JsonLinesSource _options;
    private readonly Dictionary<string, int> _indices;

    /// <summary>Finds the columns.</summary>
    /// <exception cref="DataException">The first rows are not JSON objects, or have no key.</exception>
    public JsonLines(JsonLinesSource options)
    {
        _options = options;
        Columns = ColumnNames.Distinct(options.Columns ?? [.. Objects().Take(RowsToDiscover).SelectMany(row => row.Keys).Distinct()], options.Path);
        if (Columns.Count == 0)
            throw new DataException($"{options.Path}  expected JSON objects with at least one key, found none. Correct the path or the file.");
        _indices = Columns.Index().ToDictionary(column => column.Item, column => column.Index);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns { get; }

    /// <inheritdoc/>
    public override IEnumerable<Row> Read()
    {
        foreach (var row in Objects())
        {
            var values = new string?[Columns.Count];
            foreach (var (key, value) in row.Members)
            {
                if (_indices.TryGetValue(key, out var index)) values[index] = value;
                else if (_options.Columns is null)
                    throw new DataException($"{row.Place}  found the key '{key}', which no row before line {RowsToDiscover} has. List the keys to read in 'columns'.");
            }
            yield return new Row(values, row.Place);
        }
    }

    private IEnumerable<JsonRow> Objects()
    {
        using var files = InputFiles.Open(_options.Path, _options.Files);
        foreach (var file in files.Files)
            foreach (var line in file.ReadLines(_options.Encoding))
                if (!string.IsNullOrWhiteSpace(line.Text)) yield return JsonRow.Parse(line);
    }
}
