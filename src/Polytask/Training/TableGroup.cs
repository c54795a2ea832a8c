using Polytask.Modules;
using Polytask.Modules.Kernels;
using Polytask.Native;
using Polytask.Optimisation;

namespace Polytask.Training;

/// <summary>An embedding table. Where only touched rows are updated, wide rows are updated where they lie; narrow ones are packed side by side first, so that vectors are full.</summary>
internal sealed unsafe class TableGroup(EmbeddingTable table, OptimiserOptions options) : ParameterGroup(table.Name, table.Owner, options, table.Length)
{
    private const int VectorWidth = 16;
    private readonly FloatBuffer _packed = new(0);

    public override void Dispose()
    {
        _packed.Dispose();
        base.Dispose();
    }

    protected override void Update()
    {
        if (!Optimiser.SkipsUntouchedRows) UpdateAll();
        else if (table.Width % VectorWidth == 0) UpdateInPlace();
        else UpdatePacked();
    }

    private void UpdateInPlace()
    {
        var rows = table.Gradient.Rows;
        for (var i = 0; i < rows.Length; i++)
        {
            if (i + Memory.Ahead < rows.Length) Prefetch((long)rows[i + Memory.Ahead] * table.Width);
            var offset = (long)rows[i] * table.Width;
            Update(table.Values + offset, table.Gradient.Values + (long)i * table.Width, offset, table.Width);
        }
    }

    private void Prefetch(long offset)
    {
        Memory.Prefetch(table.Values + offset, table.Width);
        foreach (var state in State) Memory.Prefetch(state.Pointer + offset, table.Width);
    }

    private void UpdatePacked()
    {
        var count = (long)table.Gradient.Rows.Length * table.Width;
        _packed.Grow((1 + State.Length) * count);
        var state = stackalloc float*[State.Length];
        Gather(table.Values, _packed.Pointer);
        for (var slot = 0; slot < State.Length; slot++) Gather(State[slot].Pointer, state[slot] = _packed.Pointer + (1 + slot) * count);
        Optimiser.Update(_packed.Pointer, table.Gradient.Values, state, count);
        Scatter(_packed.Pointer, table.Values);
        for (var slot = 0; slot < State.Length; slot++) Scatter(state[slot], State[slot].Pointer);
    }

    private void Gather(float* whole, float* packed)
    {
        var width = table.Width;
        var rows = table.Gradient.Rows;
        for (var r = 0; r < rows.Length; r++)
        {
            if (r + Memory.Ahead < rows.Length) Memory.Prefetch(whole + (long)rows[r + Memory.Ahead] * width, width);
            var source = whole + (long)rows[r] * width;
            for (var i = 0; i < width; i++) *packed++ = source[i];
        }
    }

    private void Scatter(float* packed, float* whole)
    {
        var width = table.Width;
        foreach (var row in table.Gradient.Rows)
        {
            var target = whole + (long)row * width;
            for (var i = 0; i < width; i++) target[i] = *packed++;
        }
    }

    private void UpdateAll()
    {
        using var whole = new FloatBuffer(table.Length);
        Scatter(table.Gradient.Values, whole.Pointer);
        Update(table.Values, whole.Pointer, 0, table.Length);
    }
}
