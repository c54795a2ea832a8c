using Polytask.Numerics;

namespace Polytask.Training;

/// <summary>
/// Rows served in batches without end: every cycle holds each row once, in an order of its own. Batch n is a function of seed, name
/// and n, so training can go on from any step.
/// </summary>
public sealed class RowStream(long seed, string name, int[] rows)
{
    private int[] _order = [];
    private long _cycle = -1;

    /// <summary>Rows in one cycle.</summary>
    public int Count => rows.Length;

    /// <summary>Batches of a size in one cycle; the last may be smaller.</summary>
    public long BatchesPerCycle(int size) => (rows.Length + size - 1) / size;

    /// <summary>The rows of batch <paramref name="number"/>, counted from 0.</summary>
    public ReadOnlyMemory<int> Batch(long number, int size)
    {
        var perCycle = BatchesPerCycle(size);
        var (cycle, within) = Math.DivRem(number, perCycle);
        if (cycle != _cycle)
        {
            // Batches handed out earlier keep the array of their own cycle.
            _order = [.. rows];
            new RandomStream(seed, $"rows/{name}/{cycle}").Shuffle(_order);
            _cycle = cycle;
        }
        var start = (int)(within * size);
        return _order.AsMemory(start, Math.Min(size, _order.Length - start));
    }
}
