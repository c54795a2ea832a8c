namespace Polytask.Data;

/// <summary>The labels of one task for all rows.</summary>
/// <param name="values">The encoded labels, [rows, width].</param>
/// <param name="width">Numbers per label.</param>
/// <param name="weights">A weight per row; only meaningful where a label is present.</param>
/// <param name="present">Whether the row has a label.</param>
/// <param name="geometry">How a label lies in its image; <c>null</c> where it does not.</param>
public sealed class TargetColumn(float[] values, int width, float[] weights, bool[] present, TargetGeometry? geometry = null)
{
    /// <summary>How a label lies in its image; <c>null</c> where it does not.</summary>
    public TargetGeometry? Geometry { get; } = geometry;

    /// <summary>Rows whose label cannot be read, and what is wrong with it, where such labels count as missing.</summary>
    public IReadOnlyDictionary<int, string> Unreadable { get; init; } = new Dictionary<int, string>();

    /// <summary>The same labels, but none of some rows.</summary>
    public TargetColumn Without(IReadOnlyCollection<int> rows) => rows.Count == 0 ? this
        : new(values, Width, weights, [.. present.Select((has, row) => has && !rows.Contains(row))], Geometry) { Unreadable = Unreadable };

    /// <summary>Numbers per label.</summary>
    public int Width { get; } = width;

    /// <summary>Whether a row has a label.</summary>
    public bool Has(int row) => present[row];

    /// <summary>The weight of a row.</summary>
    public float Weight(int row) => weights[row];

    /// <summary>The encoded label of a row, [width].</summary>
    public ReadOnlySpan<float> this[int row] => values.AsSpan(row * Width, Width);
}

/// <summary>All rows of a data set as numbers: one column per input, one per task.</summary>
public sealed class EncodedRows(int count, IReadOnlyList<EncodedColumn> inputs, IReadOnlyList<TargetColumn> targets)
{
    /// <summary>The number of rows.</summary>
    public int Count { get; } = count;

    /// <summary>The inputs, in run-file order.</summary>
    public IReadOnlyList<EncodedColumn> Inputs { get; } = inputs;

    /// <summary>Rows with an input that cannot be read, which are to be left out, each with what is wrong.</summary>
    public IReadOnlyDictionary<int, string> Unreadable { get; } = inputs.SelectMany(input => input.Unreadable).DistinctBy(row => row.Key).OrderBy(row => row.Key).ToDictionary();

    /// <summary>The labels of the tasks, in run-file order; empty when there are only inputs to predict from.</summary>
    public IReadOnlyList<TargetColumn> Targets { get; } = targets;
}
