namespace Polytask.Numerics;

/// <summary>
/// The Cholesky factor of the rows and columns of a Gramian that belong to a changing selection of its vectors: one comes, one goes.
/// Whether a vector depends on those selected is judged by its own length, so that scales do not matter.
/// </summary>
/// <param name="capacity">The most vectors.</param>
internal sealed class GrowingCholesky(int capacity)
{
    /// <summary>The share of its squared length that a vector must have outside of the others' span.</summary>
    public const double Independent = 1e-12;

    private readonly double[] _factor = new double[capacity * capacity];
    private readonly int[] _selected = new int[capacity];
    private readonly bool[] _has = new bool[capacity];

    /// <summary>How many are selected.</summary>
    public int Count { get; private set; }

    /// <summary>Which, in the order in which they came.</summary>
    public ReadOnlySpan<int> Selected => _selected.AsSpan(0, Count);

    /// <summary>Selects nothing.</summary>
    public void Clear() => Keep(0);

    /// <summary>Whether one is selected.</summary>
    public bool Has(int index) => _has[index];

    /// <summary>Selects one more; false, and nothing is changed, where it depends on the others.</summary>
    public bool TryAdd(SquareMatrix gramian, int index, double independent = Independent)
    {
        var row = Row(Count);
        var pivot = gramian[index, index];
        for (var k = 0; k < Count; k++)
        {
            var earlier = Row(k);
            row[k] = (gramian[index, _selected[k]] - RowMath.Dot(row[..k], earlier)) / earlier[k];
            pivot -= row[k] * row[k];
        }
        if (!(pivot > independent * gramian[index, index])) return false;
        row[Count] = Math.Sqrt(pivot);
        _selected[Count++] = index;
        _has[index] = true;
        return true;
    }

    /// <summary>Takes one out.</summary>
    /// <param name="gramian">The matrix of all.</param>
    /// <param name="position">Its place in <see cref="Selected"/>.</param>
    public void RemoveAt(SquareMatrix gramian, int position)
    {
        var end = Count;
        Keep(position);
        for (var next = position + 1; next < end; next++) TryAdd(gramian, _selected[next], independent: 0);
    }

    /// <summary>Solves G_S x = b in place; numbers are in the order of <see cref="Selected"/>.</summary>
    public void Solve(Span<double> b)
    {
        for (var i = 0; i < Count; i++)
        {
            var row = Row(i);
            b[i] = (b[i] - RowMath.Dot(row[..i], b)) / row[i];
        }
        for (var i = Count - 1; i >= 0; i--)
        {
            var row = Row(i);
            var x = b[i] /= row[i];
            for (var k = 0; k < i; k++) b[k] -= row[k] * x;
        }
    }

    /// <summary>Takes all out but the first few.</summary>
    private void Keep(int count)
    {
        foreach (var index in Selected[count..]) _has[index] = false;
        Count = count;
    }

    private Span<double> Row(int i) => _factor.AsSpan(i * capacity, i + 1 < capacity ? i + 1 : capacity);
}
