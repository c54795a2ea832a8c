namespace Polytask.Data;

/// <summary>All rows of one source, in memory, as they stood in the source.</summary>
public sealed class Table
{
    /// <summary>Makes a table of rows already read.</summary>
    public Table(string name, IReadOnlyList<string> columns, IReadOnlyList<Row> rows)
    {
        (Name, Columns, Rows) = (name, columns, rows);
    }

    /// <summary>The name of the source in the run file.</summary>
    public string Name { get; }

    /// <summary>The column names.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The rows in the order of the source.</summary>
    public IReadOnlyList<Row> Rows { get; }

    /// <summary>Reads a source to its end.</summary>
    /// <exception cref="DataException">The source has no row, or a row is not well formed.</exception>
    public static Table Load(string name, RowSource source, CancellationToken cancellation = default)
    {
        var rows = new List<Row>();
        foreach (var row in source.Read())
        {
            if ((rows.Count & 1023) == 0) cancellation.ThrowIfCancellationRequested();
            rows.Add(row);
        }
        if (rows.Count == 0)
            throw new DataException($"data.{name}: the source has columns {string.Join(", ", source.Columns)} but no row. Expected at least one; check the path and the format.");
        return new Table(name, source.Columns, rows);
    }

    /// <summary>The position of a column, or -1.</summary>
    public int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
            if (Columns[i] == column) return i;
        return -1;
    }
}
