namespace Polytask.Data;

/// <summary>The labels of one task for all rows.</summary>
public sealed class TargetColumn
{
    private readonly float[] _values = [];
    private readonly RowArrays<float>? _arrays;
    private readonly float[] _weights;
    private readonly bool[] _present;

    /// <summary>Takes labels that lie one after another.</summary>
    /// <param name="values">The encoded labels, [rows, width].</param>
    /// <param name="width">Numbers per label.</param>
    /// <param name="weights">A weight per row; only meaningful where a label is present.</param>
    /// <param name="present">Whether the row has a label.</param>
    /// <param name="geometry">How a label lies in its image; <c>null</c> where it does not.</param>
    public TargetColumn(float[] values, int width, float[] weights, bool[] present, TargetGeometry? geometry = null) =>
        (_values, Width, _weights, _present, Geometry) = (values, width, weights, present, geometry);

    /// <summary>Takes labels of many numbers.</summary>
    /// <param name="arrays">The encoded label of each row that has one.</param>
    /// <param name="weights">A weight per row; only meaningful where a label is present.</param>
    /// <param name="present">Whether the row has a label.</param>
    /// <param name="geometry">How a label lies in its image; <c>null</c> where it does not.</param>
    public TargetColumn(RowArrays<float> arrays, float[] weights, bool[] present, TargetGeometry? geometry = null) =>
        (_arrays, Width, _weights, _present, Geometry) = (arrays, arrays.Length, weights, present, geometry);

    private TargetColumn(TargetColumn other, bool[] present)
    {
        (_values, _arrays, Width, _weights, _present) = (other._values, other._arrays, other.Width, other._weights, present);
        (Geometry, Unreadable) = (other.Geometry, other.Unreadable);
    }

    /// <summary>How a label lies in its image; <c>null</c> where it does not.</summary>
    public TargetGeometry? Geometry { get; }

    /// <summary>Rows whose label cannot be read, and what is wrong with it, where such labels count as missing.</summary>
    public IReadOnlyDictionary<int, string> Unreadable { get; init; } = new Dictionary<int, string>();

    /// <summary>The same labels, but none of some rows.</summary>
    public TargetColumn Without(IReadOnlyCollection<int> rows) => rows.Count == 0 ? this : new(this, [.. _present.Select((has, row) => has && !rows.Contains(row))]);

    /// <summary>Numbers per label.</summary>
    public int Width { get; }

    /// <summary>Whether a row has a label.</summary>
    public bool Has(int row) => _present[row];

    /// <summary>The weight of a row.</summary>
    public float Weight(int row) => _weights[row];

    /// <summary>The encoded label of a row that has one, [width].</summary>
    public ReadOnlySpan<float> this[int row] => _arrays is null ? _values.AsSpan(row * Width, Width) : _arrays[row];

    /// <inheritdoc cref="EncodedColumn.IsAtHand"/>
    internal bool IsAtHand => _arrays is null or { AreKept: true };

    /// <inheritdoc cref="EncodedColumn.Expect"/>
    internal void Expect(ReadOnlyMemory<int> rows) => _arrays?.Expect(rows.ToArray().Where(Has).ToArray());
}

/// <summary>All rows of a data set as numbers: one column per input, one per task.</summary>
public sealed class EncodedRows(int count, IReadOnlyList<EncodedColumn> inputs, IReadOnlyList<TargetColumn> targets)
{
    private readonly bool _areAtHand = inputs.All(input => input.IsAtHand) && targets.All(target => target.IsAtHand);

    /// <summary>The number of rows.</summary>
    public int Count { get; } = count;

    /// <summary>The inputs, in run-file order.</summary>
    public IReadOnlyList<EncodedColumn> Inputs { get; } = inputs;

    /// <summary>Rows with an input that cannot be read, which are to be left out, each with what is wrong.</summary>
    public IReadOnlyDictionary<int, string> Unreadable { get; } = inputs.SelectMany(input => input.Unreadable).DistinctBy(row => row.Key).OrderBy(row => row.Key).ToDictionary();

    /// <summary>Makes what rows hold beside, such as their decoded images, where it is not at hand: they are read next, or after those expected before them.</summary>
    /// <param name="rows">Finds the rows, if they are of use.</param>
    internal void Expect(Func<ReadOnlyMemory<int>> rows)
    {
        if (_areAtHand) return;
        var next = rows();
        foreach (var input in Inputs) input.Expect(next);
        foreach (var target in Targets) target.Expect(next);
    }

    /// <summary>The labels of the tasks, in run-file order; empty when there are only inputs to predict from.</summary>
    public IReadOnlyList<TargetColumn> Targets { get; } = targets;
}
