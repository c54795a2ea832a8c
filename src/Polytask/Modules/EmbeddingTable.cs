using Polytask.Native;
using Polytask.Numerics;

namespace Polytask.Modules;

/// <summary>A table of vectors, [rows, width], of which a step touches few rows: a step costs what its rows cost, whatever the size of the table.</summary>
public sealed unsafe class EmbeddingTable : IDisposable
{
    private readonly FloatBuffer _values;

    internal EmbeddingTable(string name, string owner, TableRole role, int rows, int width)
    {
        (Name, Owner, Role, Rows, Width) = (name, owner, role, rows, width);
        _values = new FloatBuffer((long)rows * width);
        Gradient = new RowGradient(rows, width);
    }

    /// <summary>A dotted name, unique in the model.</summary>
    public string Name { get; }

    /// <summary><see cref="ParameterStore.Shared"/>, <see cref="ParameterStore.Frozen"/>, or the name of the task it belongs to.</summary>
    public string Owner { get; }

    /// <summary>Whether nothing trains it.</summary>
    public bool IsFrozen => Owner == ParameterStore.Frozen;

    /// <summary>What it is for.</summary>
    public TableRole Role { get; }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>Numbers per row.</summary>
    public int Width { get; }

    /// <summary>Numbers in all.</summary>
    public long Length => _values.Length;

    /// <summary>The values, row after row.</summary>
    public float* Values => _values.Pointer;

    /// <summary>The gradient of the rows touched since it was last cleared.</summary>
    public RowGradient Gradient { get; }

    /// <summary>The numbers of one row.</summary>
    public Span<float> this[int row] => _values.Slice((long)row * Width, Width);

    internal void Fill(Initialise initialise, RandomStream random)
    {
        for (var row = 0; row < Rows; row++) initialise(this[row], random);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _values.Dispose();
        Gradient.Dispose();
    }
}
