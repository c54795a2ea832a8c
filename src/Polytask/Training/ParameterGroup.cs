using Polytask.Modules;
using Polytask.Native;
using Polytask.Optimisation;

namespace Polytask.Training;

/// <summary>Parameters of one owner under one optimiser, with the optimiser's memory.</summary>
internal abstract unsafe class ParameterGroup
{
    private readonly OptimiserOptions _options;

    protected ParameterGroup(string name, string owner, OptimiserOptions options, long length)
    {
        (Name, Owner, Length, _options, Optimiser) = (name, owner, length, options, options.Create());
        State = [.. Enumerable.Range(0, Optimiser.StateSlots).Select(_ => new FloatBuffer(length))];
    }

    public string Name { get; }

    public string Owner { get; }

    public long Length { get; }

    public FloatBuffer[] State { get; }

    protected Optimiser Optimiser { get; }

    public void Step(double rate, long step)
    {
        Optimiser.Begin(rate * _options.LearningRate, step);
        Update();
    }

    protected abstract void Update();

    protected void Update(float* values, float* gradients, long offset, long count)
    {
        var state = stackalloc float*[State.Length];
        for (var slot = 0; slot < State.Length; slot++) state[slot] = State[slot].Pointer + offset;
        Optimiser.Update(values, gradients, state, count);
    }
}

/// <summary>Dense parameters of one owner that lie side by side.</summary>
internal sealed unsafe class DenseGroup(ParameterStore store, string name, string owner, OptimiserOptions options, long offset, long length)
    : ParameterGroup(name, owner, options, length)
{
    public static IEnumerable<DenseGroup> Of(ParameterStore store, OptimiserOptions options)
    {
        for (var i = 0; i < store.Dense.Count;)
        {
            var first = store.Dense[i];
            var length = 0L;
            for (; i < store.Dense.Count && store.Dense[i].Owner == first.Owner; i++) length += store.Dense[i].Length;
            yield return new DenseGroup(store, first.Name, first.Owner, options, first.Offset, length);
        }
    }

    protected override void Update() => Update(LibTorch.Pointer(store.Values) + offset, LibTorch.Pointer(store.Gradients) + offset, 0, Length);
}

/// <summary>An embedding table.</summary>
internal sealed unsafe class TableGroup(EmbeddingTable table, OptimiserOptions options) : ParameterGroup(table.Name, table.Owner, options, table.Length)
{
    protected override void Update()
    {
        var rows = table.Gradient.Rows;
        if (Optimiser.SkipsUntouchedRows)
        {
            for (var i = 0; i < rows.Length; i++)
            {
                var offset = (long)rows[i] * table.Width;
                Update(table.Values + offset, table.Gradient.Values + (long)i * table.Width, offset, table.Width);
            }
            return;
        }
        using var whole = new FloatBuffer(table.Length);
        for (var i = 0; i < rows.Length; i++)
            new Span<float>(table.Gradient.Values + (long)i * table.Width, table.Width).CopyTo(whole.Slice((long)rows[i] * table.Width, table.Width));
        Update(table.Values, whole.Pointer, 0, table.Length);
    }
}
