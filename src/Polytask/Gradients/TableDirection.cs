using Polytask.Modules;
using Polytask.Native;

namespace Polytask.Gradients;

/// <summary>The part of a direction that is in one embedding table: the rows in which it is not zero, in rising order.</summary>
internal sealed unsafe class TableDirection(EmbeddingTable table) : IDisposable
{
    private readonly FloatBuffer _values = new(0);
    private int[] _rows = [];
    private int _count;

    /// <summary>The rows.</summary>
    public ReadOnlySpan<int> Rows => _rows.AsSpan(0, _count);

    public void TakeGradient()
    {
        _count = table.Gradient.Rows.Length;
        if (_count > _rows.Length) _rows = new int[2 * _count];
        table.Gradient.Rows.CopyTo(_rows);
        Array.Sort(_rows, 0, _count);
        _values.Grow((long)_count * table.Width);
        for (var i = 0; i < _count; i++) table.Gradient[_rows[i]].CopyTo(Row(i));
    }

    public void AddTo(double factor)
    {
        for (var i = 0; i < _count; i++)
        {
            var values = table[_rows[i]];
            var direction = Row(i);
            for (var at = 0; at < values.Length; at++) values[at] = (float)(values[at] + factor * direction[at]);
        }
    }

    public double Dot(TableDirection other)
    {
        var (sum, i, j) = (0.0, 0, 0);
        while (i < _count && j < other._count)
        {
            if (_rows[i] < other._rows[j]) i++;
            else if (_rows[i] > other._rows[j]) j++;
            else
            {
                var mine = Row(i++);
                var its = other.Row(j++);
                for (var at = 0; at < mine.Length; at++) sum += (double)mine[at] * its[at];
            }
        }
        return sum;
    }

    private Span<float> Row(int index) => _values.Slice((long)index * table.Width, table.Width);

    public void Dispose() => _values.Dispose();
}
