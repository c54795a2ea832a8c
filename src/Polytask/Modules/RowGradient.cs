using System.Runtime.InteropServices;
using Polytask.Native;

namespace Polytask.Modules;

/// <summary>Gradients of the rows of a table that a step touched, packed side by side in the order of their first touch.</summary>
public sealed unsafe class RowGradient : IDisposable
{
    private readonly int[] _slots;
    private readonly List<int> _rows = [];
    private readonly int _width;
    private readonly FloatBuffer _values = new(0);

    internal RowGradient(int rows, int width)
    {
        _slots = new int[rows];
        _width = width;
    }

    /// <summary>The touched rows.</summary>
    public ReadOnlySpan<int> Rows => CollectionsMarshal.AsSpan(_rows);

    /// <summary>The packed gradients, [touched rows, width]; moves when rows are touched.</summary>
    public float* Values => _values.Pointer;

    /// <summary>The gradient of one row, [width]; zero when the row was not touched before.</summary>
    public float* Touch(int row)
    {
        ref var slot = ref _slots[row];
        if (slot == 0)
        {
            _rows.Add(row);
            slot = _rows.Count;
            if ((long)slot * _width > _values.Length) _values.Grow(Math.Max(256, 2 * slot) * (long)_width);
            _values.Slice((slot - 1) * (long)_width, _width).Clear();
        }
        return _values.Pointer + (slot - 1) * (long)_width;
    }

    /// <summary>The same as a span: to be used before another row is touched.</summary>
    public Span<float> this[int row] => new(Touch(row), _width);

    /// <summary>Forgets all touched rows.</summary>
    public void Clear()
    {
        foreach (var row in _rows) _slots[row] = 0;
        _rows.Clear();
    }

    /// <inheritdoc/>
    public void Dispose() => _values.Dispose();
}
