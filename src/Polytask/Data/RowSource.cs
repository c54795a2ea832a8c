using Polytask.Catalog;

namespace Polytask.Data;

/// <summary>Where rows come from: a file, a folder, an archive, a corpus.</summary>
[Family("data", "data source")]
public abstract record SourceOptions
{
    /// <summary>Opens the source; its columns are known afterwards, its rows are read as a stream.</summary>
    /// <exception cref="DataException">The source does not exist or is not what the options say.</exception>
    public abstract RowSource Open();
}

/// <summary>Rows with named columns, read as a stream and as often as asked.</summary>
public abstract class RowSource
{
    /// <summary>The column names, each once.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>Reads the rows from the beginning.</summary>
    /// <exception cref="DataException">A row is not well formed; the message names file and line.</exception>
    public abstract IEnumerable<Row> Read();
}
