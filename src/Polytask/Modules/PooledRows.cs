using Polytask.Data;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>The rows of a batch whose features an embedding bag pools.</summary>
/// <param name="bag">The bag.</param>
/// <param name="column">The features of all rows.</param>
/// <param name="rows">The rows of the batch.</param>
public sealed unsafe class PooledRows(EmbeddingBag bag, BagColumn column, ReadOnlyMemory<int> rows)
{
    /// <summary>The table that is pooled.</summary>
    public EmbeddingTable Table => bag.Table;

    /// <summary>Adds the gradient of the touched table rows, from the cotangent of the output.</summary>
    /// <param name="cotangent">[batch, width], each row <paramref name="stride"/> numbers after the one before.</param>
    /// <param name="stride">Numbers from row to row.</param>
    public void Pullback(float* cotangent, long stride) => bag.Pullback(column, rows.Span, cotangent, stride);

    /// <summary>Touches the table's rows of all features, always in the same order; gradients of rows touched for the first time are zero.</summary>
    public void Touch()
    {
        foreach (var row in rows.Span)
            for (var i = column.Offsets[row]; i < column.Offsets[row + 1]; i++) _ = Table.Gradient[column.Ids[i]];
    }

    /// <summary>The inner products of the pooled features of these rows and of others, [batch, other batch]: with them, gradients of the table can be compared without making them.</summary>
    public torch.Tensor Similarity(PooledRows others) => bag.Similarity(column, rows.Span, others.Rows.Span);

    private ReadOnlyMemory<int> Rows => rows;
}
