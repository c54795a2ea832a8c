using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Polytask.Modules.Kernels;
using Polytask.Native;

namespace Polytask.Modules;

/// <summary>Gradients of the rows of a table that a step touched, packed side by side in the order of their first touch.</summary>
public sealed unsafe class RowGradient : IDisposable
{
    private const int FirstCapacity = 256;
    private readonly int[] _slots;
    private readonly int* _firstSlot;
    private readonly int _width;
    private readonly FloatBuffer _values = new(0);
    private int[] _rows = [];
    private int _count;

    internal RowGradient(int rows, int width)
    {
        _slots = GC.AllocateArray<int>(rows, pinned: true);
        _firstSlot = (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_slots));
        _width = width;
    }

    /// <summary>The touched rows.</summary>
    public ReadOnlySpan<int> Rows => _rows.AsSpan(0, _count);

    /// <summary>The packed gradients, [touched rows, width]; moves when rows are touched.</summary>
    public float* Values => _values.Pointer;

    /// <summary>Where the gradient of one row lies, [width].</summary>
    /// <param name="row">The row.</param>
    /// <param name="first">Whether it was not touched before: its numbers are not defined yet, and must be set.</param>
    public float* Touch(int row, out bool first)
    {
        ref var slot = ref _slots[row];
        first = slot == 0;
        if (first) slot = Add(row);
        return _values.Pointer + (slot - 1) * (long)_width;
    }

    /// <summary>Says that a row will be touched soon.</summary>
    internal void Announce(int row) => Memory.Prefetch(_firstSlot + row);

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
        foreach (var row in Rows) _slots[row] = 0;
        _count = 0;
    }

    private int Add(int row)
    {
        if (_count == _rows.Length)
        {
            Array.Resize(ref _rows, Math.Max(FirstCapacity, 2 * _count));
            _values.Grow(_rows.Length * (long)_width);
        }
        _rows[_count++] = row;
        return _count;
    }

    /// <inheritdoc/>
    public void Dispose() => _values.Dispose();
}
