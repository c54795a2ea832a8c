using Polytask.Catalog;

namespace Polytask.Data;

/// <summary>What a row is used for.</summary>
public enum Part
{
    /// <summary>Parameters, encoders and statistics are fitted on these rows and no others.</summary>
    Training,

    /// <summary>Epochs and models are chosen on these rows.</summary>
    Validation,

    /// <summary>Looked at once, at the end.</summary>
    Test,
}

/// <summary>How rows are divided into training, validation and test rows.</summary>
[Family("split", "split")]
public abstract record SplitOptions
{
    /// <summary>Assigns every row to a part.</summary>
    /// <exception cref="DataException">A column is missing, a row cannot be assigned, or no row is left for training.</exception>
    public Split Assign(DataSet rows)
    {
        var parts = Parts(rows);
        if (!parts.Contains(Part.Training))
            throw new DataException($"split: expected training rows, found none: of {parts.Length} rows {parts.Count(p => p == Part.Validation)} are validation and {parts.Count(p => p == Part.Test)} test rows. Add rows, or make the shares of validation and test smaller.");
        return new Split(rows, parts);
    }

    /// <summary>The part of every row.</summary>
    /// <exception cref="DataException">A column is missing, or a row cannot be assigned.</exception>
    protected abstract Part[] Parts(DataSet rows);
}

/// <summary>Every row of a data set in exactly one part.</summary>
public sealed class Split
{
    private readonly Part[] _parts;

    /// <summary>Takes the part of every row.</summary>
    public Split(DataSet rows, Part[] parts)
    {
        if (parts.Length != rows.Count) throw new ArgumentException($"{parts.Length} parts for {rows.Count} rows.", nameof(parts));
        (DataSet, _parts) = (rows, parts);
    }

    /// <summary>The rows that were divided.</summary>
    public DataSet DataSet { get; }

    /// <summary>The part of a row.</summary>
    public Part this[int row] => _parts[row];

    /// <summary>The rows of one part, ascending.</summary>
    public int[] Rows(Part part) => [.. Enumerable.Range(0, _parts.Length).Where(i => _parts[i] == part)];

    /// <summary>The training rows: the only thing that an encoder can be fitted on.</summary>
    public TrainingRows Training => new(DataSet, Rows(Part.Training));
}

/// <summary>Rows that belong to the training part. Only a <see cref="Split"/> makes them, so nothing can be fitted on other rows by mistake.</summary>
public sealed class TrainingRows
{
    private readonly DataSet _data;
    private readonly int[] _rows;

    internal TrainingRows(DataSet data, int[] rows) => (_data, _rows) = (data, rows);

    /// <summary>The number of training rows.</summary>
    public int Count => _rows.Length;

    /// <summary>The values of a column over the training rows, with their places; missing values are left out.</summary>
    public IEnumerable<(string Value, Place Place)> Column(string column)
    {
        var read = _data.Column(column);
        foreach (var row in _rows)
            if (read(row) is { } value) yield return (value, _data[row].Place);
    }
}
