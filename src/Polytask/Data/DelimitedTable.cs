namespace Polytask.Data;

/// <summary>Rows of delimited files with one set of columns.</summary>
internal sealed class DelimitedTable : RowSource
{
    private readonly string _path;
    private readonly string _pattern;
    private readonly bool _hasHeader;
    private readonly Func<InputFile, DelimitedReader> _read;

    /// <summary>Finds the files and takes the columns from the header of the first, unless they are stated.</summary>
    /// <exception cref="DataException">There is no file or no header, or two columns have one name.</exception>
    public DelimitedTable(string path, string pattern, IReadOnlyList<string>? columns, Func<InputFile, DelimitedReader> read)
    {
        (_path, _pattern, _hasHeader, _read) = (path, pattern, columns is null, read);
        using var files = InputFiles.Open(path, pattern);
        var first = files.Files[0];
        using var reader = read(first);
        Columns = ColumnNames.Distinct(columns ?? Header(first, reader), first.Place);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns { get; }

    /// <inheritdoc/>
    public override IEnumerable<Row> Read()
    {
        using var files = InputFiles.Open(_path, _pattern);
        foreach (var file in files.Files)
        {
            using var reader = _read(file);
            if (_hasHeader) CheckHeader(file, reader);
            while (reader.Read() is { } cells)
            {
                if (cells.Length != Columns.Count)
                    throw new DataException($"{reader.Place}  expected {Columns.Count} cells, one for each column; found {cells.Length}. Quote cells that hold the delimiter or a line end, or correct the row.");
                yield return new Row(cells, reader.Place);
            }
        }
    }

    private static IReadOnlyList<string> Header(InputFile file, DelimitedReader reader) => ColumnNames.OfHeader(reader.Read()
        ?? throw new DataException($"{file.Place}  expected a row of column names, found an empty file. Correct the path or the file."));

    private void CheckHeader(InputFile file, DelimitedReader reader)
    {
        var columns = Header(file, reader);
        if (!columns.SequenceEqual(Columns))
            throw new DataException($"{file.Place}  expected the columns of the first file, {string.Join(", ", Columns)}; found {string.Join(", ", columns)}. Make them the same, or choose one file with 'files'.");
    }
}
