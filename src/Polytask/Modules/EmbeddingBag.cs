using System.Runtime.CompilerServices;
using Polytask.Data;
using Polytask.Modules.Kernels;
using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// Pools the embeddings of a bag of features into one vector per row. Its gradient touches only the table rows of the features
/// that occur; rows of the batch whose cotangent is all zero touch none.
/// </summary>
public sealed unsafe class EmbeddingBag(EmbeddingTable table, Pooling pooling)
{
    private FeatureIndex? _index;

    /// <summary>The table.</summary>
    public EmbeddingTable Table => table;

    /// <summary>Numbers per row of the output.</summary>
    public int Width => table.Width;

    /// <summary>Adds the pooled embedding of each row of the batch to its output.</summary>
    /// <param name="column">The bags of all rows.</param>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="output">[batch, width], each row <paramref name="stride"/> numbers after the one before.</param>
    /// <param name="stride">Numbers from row to row.</param>
    /// <exception cref="ArgumentException">The bags have other features than the table.</exception>
    public void Forward(BagColumn column, ReadOnlySpan<int> rows, float* output, long stride)
    {
        if (column.Buckets != table.Rows) throw new ArgumentException($"Expected bags of {table.Rows} different features, found {column.Buckets}.", nameof(column));
        foreach (var row in rows)
        {
            var (begin, end) = (column.Offsets[row], column.Offsets[row + 1]);
            BagKernel.Pool(table.Values, table.Width, column.Ids.AsSpan(begin, end - begin), column.Weights.AsSpan(begin, end - begin), Scale(column, begin, end), output);
            output += stride;
        }
    }

    /// <summary>Adds the gradient of the touched table rows, from the cotangent of the output.</summary>
    /// <param name="column">The bags of all rows.</param>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="cotangent">[batch, width], each row <paramref name="stride"/> numbers after the one before.</param>
    /// <param name="stride">Numbers from row to row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pullback(BagColumn column, ReadOnlySpan<int> rows, float* cotangent, long stride)
    {
        var width = table.Width;
        foreach (var row in rows)
        {
            if (!BagKernel.IsZero(cotangent, width))
            {
                var (begin, end) = (column.Offsets[row], column.Offsets[row + 1]);
                var scale = Scale(column, begin, end);
                for (var i = begin; i < end; i++)
                {
                    if (i + Memory.Ahead < end) table.Gradient.Announce(column.Ids[i + Memory.Ahead]);
                    var gradient = table.Gradient.Touch(column.Ids[i], out var first);
                    if (first) BagKernel.SetScaled(gradient, cotangent, scale * column.Weights[i], width);
                    else BagKernel.AddScaled(gradient, cotangent, scale * column.Weights[i], width);
                }
            }
            cotangent += stride;
        }
    }

    /// <summary>
    /// The inner products of the pooled features of two lists of rows, [rows, others]: with it, gradients of the table can be compared
    /// without making them.
    /// </summary>
    public torch.Tensor Similarity(BagColumn column, ReadOnlySpan<int> rows, ReadOnlySpan<int> others)
    {
        var similarity = torch.zeros(rows.Length, others.Length);
        var values = LibTorch.Pointer(similarity);
        _index ??= new FeatureIndex(table.Rows);
        for (var i = 0; i < rows.Length; i++)
        {
            var (begin, end) = (column.Offsets[rows[i]], column.Offsets[rows[i] + 1]);
            var scale = Scale(column, begin, end);
            for (var at = begin; at < end; at++) _index.Add(column.Ids[at], i, scale * column.Weights[at]);
        }
        for (var j = 0; j < others.Length; j++)
        {
            var (begin, end) = (column.Offsets[others[j]], column.Offsets[others[j] + 1]);
            var scale = Scale(column, begin, end);
            for (var at = begin; at < end; at++)
            {
                var weight = scale * column.Weights[at];
                for (var entry = _index.First(column.Ids[at]); entry >= 0; entry = _index.Next(entry))
                    values[_index.Row(entry) * (long)others.Length + j] += weight * _index.Weight(entry);
            }
        }
        _index.Clear();
        return similarity;
    }

    private float Scale(BagColumn column, int begin, int end)
    {
        if (pooling == Pooling.Sum) return 1;
        var total = 0f;
        for (var i = begin; i < end; i++) total += column.Weights[i];
        return total > 0 ? 1 / total : 0;
    }
}
