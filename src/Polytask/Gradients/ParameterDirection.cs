using Polytask.Modules;
using Polytask.Native;

namespace Polytask.Gradients;

/// <summary>A direction of all parameters of a model: the dense ones in flat order, and the rows of tables in which it is not zero.</summary>
internal sealed unsafe class ParameterDirection(ParameterStore store) : Direction, IDisposable
{
    private readonly FloatBuffer _dense = new(store.Gradients.numel());
    private readonly TableDirection[] _tables = [.. store.Tables.Select(table => new TableDirection(table))];

    /// <summary>The parts in embedding tables, in the order of the store.</summary>
    public IReadOnlyList<TableDirection> Tables => _tables;

    /// <summary>Becomes the gradient that the parameters have now.</summary>
    public void TakeGradient()
    {
        new ReadOnlySpan<float>(LibTorch.Pointer(store.Gradients), checked((int)_dense.Length)).CopyTo(_dense.Slice(0, checked((int)_dense.Length)));
        foreach (var table in _tables) table.TakeGradient();
    }

    /// <summary>Adds factor × direction to the parameters.</summary>
    public void AddTo(double factor)
    {
        var values = LibTorch.Pointer(store.Values);
        for (long i = 0; i < _dense.Length; i++) values[i] = (float)(values[i] + factor * _dense.Pointer[i]);
        foreach (var table in _tables) table.AddTo(factor);
    }

    /// <inheritdoc/>
    public override double Dot(Direction other)
    {
        var its = (ParameterDirection)other;
        var sum = 0.0;
        for (long i = 0; i < _dense.Length; i++) sum += (double)_dense.Pointer[i] * its._dense.Pointer[i];
        for (var i = 0; i < _tables.Length; i++) sum += _tables[i].Dot(its._tables[i]);
        return sum;
    }

    public void Dispose()
    {
        _dense.Dispose();
        foreach (var table in _tables) table.Dispose();
    }
}
