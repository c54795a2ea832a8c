using Polytask.Modules;
using Polytask.Native;

namespace Polytask.Gradients;

/// <summary>Moves the parameters of a model for a try, and puts them back bit for bit.</summary>
internal sealed unsafe class VirtualMoves(ParameterStore store) : IDisposable
{
    private readonly FloatBuffer _dense = new(store.Values.numel());
    private readonly RowGradient[] _rows = [.. store.Tables.Select(table => new RowGradient(table.Rows, table.Width))];

    /// <summary>Whether parameters are elsewhere than where they belong.</summary>
    public bool Moved { get; private set; }

    /// <summary>Adds factor × direction to the parameters, wherever they are now.</summary>
    public void Move(ParameterDirection direction, double factor)
    {
        if (!Moved) Values.CopyTo(_dense.Slice(0, Values.Length));
        Moved = true;
        for (var t = 0; t < _rows.Length; t++)
            foreach (var row in direction.Tables[t].Rows)
            {
                var kept = new Span<float>(_rows[t].Touch(row, out var first), store.Tables[t].Width);
                if (first) store.Tables[t][row].CopyTo(kept);
            }
        direction.AddTo(factor);
    }

    /// <summary>Puts the parameters back to where they were before the first move.</summary>
    public void Return()
    {
        if (!Moved) return;
        Moved = false;
        _dense.Slice(0, Values.Length).CopyTo(Values);
        for (var t = 0; t < _rows.Length; t++)
        {
            foreach (var row in _rows[t].Rows) _rows[t][row].CopyTo(store.Tables[t][row]);
            _rows[t].Clear();
        }
    }

    private Span<float> Values => new(LibTorch.Pointer(store.Values), checked((int)_dense.Length));

    public void Dispose()
    {
        _dense.Dispose();
        foreach (var rows in _rows) rows.Dispose();
    }
}
