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
