using Polytask.Data;

namespace Polytask.Cli.Drafting;

/// <summary>A data file, looked at: what each column is taken for.</summary>
internal sealed class DataLook
{
    private DataLook(SourceOptions source, long rows, IReadOnlyList<ColumnGuess> columns) => (Source, Rows, Columns) = (source, rows, columns);

    public SourceOptions Source { get; }

    public long Rows { get; }

    /// <summary>The columns, in the order of the file.</summary>
    public IReadOnlyList<ColumnGuess> Columns { get; }

    /// <summary>Reads all rows of a file, a folder or an archive.</summary>
    /// <exception cref="DataException">It cannot be read, or has nothing to learn from or nothing to predict.</exception>
    public static DataLook At(string path, CancellationToken cancellation)
    {
        var source = DataFile.Source(path);
        var reader = source.Open();
        var profiles = reader.Columns.Select(column => new ColumnProfile(column)).ToArray();
        var rows = 0L;
        foreach (var row in reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            rows++;
            for (var column = 0; column < profiles.Length; column++) profiles[column].Add(row.Values[column]);
        }
        var look = new DataLook(source, rows, [.. profiles.Select(ColumnGuess.Of)]);
        look.Require(path, "text to learn from", ColumnRole.Text);
        look.Require(path, "classes or numbers to predict", ColumnRole.Classes, ColumnRole.Labels, ColumnRole.Number);
        return look;
    }

    /// <summary>The columns that were taken for one of some things.</summary>
    public IReadOnlyList<ColumnGuess> Of(params ColumnRole[] roles) => [.. Columns.Where(column => roles.Contains(column.Role))];

    private void Require(string path, string wanted, params ColumnRole[] roles)
    {
        if (Of(roles).Count > 0) return;
        var found = string.Join("; ", Columns.Select(column => $"{column.Column.Name}: {column.Reason}"));
        throw new DataException($"{path}  expected a column with {wanted}, found {found}. Write the run file by hand: polytask explain tells what goes into it.");
    }
}
