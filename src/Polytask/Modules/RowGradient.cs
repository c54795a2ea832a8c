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

    /// <summary>Where the gradient of one row lies, [width].</summary>
    /// <param name="row">The row.</param>
    /// <param name="first">Whether it was not touched before: its numbers are not defined yet, and must be set.</param>
    public float* Touch(int row, out bool first)
    {
        ref var slot = ref _slots[row];
        first = slot == 0;
        if (first)
        {
            _rows.Add(row);
            slot = _rows.Count;
            if ((long)slot * _width > _values.Length) _values.Grow(Math.Max(256, 2 * slot) * (long)_width);
        }
        return _values.Pointer + (slot - 1) * (long)_width;
    }

    /// <summary>The gradient of one row, [width], zero when the row was not touched before; to be used before another row is touched.</summary>
    public Span<float> this[int row]
    {
        get
        {
            var gradient = new Span<float>(Touch(row, out var first), _width);
            if (first) gradient.Clear();
            return gradient;
        }
    }

    /// <summary>Forgets all touched rows.</summary>
    public void Clear()
    {
        foreach (var row in _rows) _slots[row] = 0;
        _rows.Clear();
    }

    /// <inheritdoc/>
    public void Dispose() => _values.Dispose();
}
