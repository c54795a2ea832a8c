using Polytask.Data;
using Polytask.Modules;
using Polytask.Native;
using Polytask.Numerics;
using TorchSharp;

namespace Polytask.Gradients;

/// <summary>
/// The gradients of an embedding table: for task k with cotangents D_k and the pooled features X of the batch, Xᵀ D_k. Their inner
/// products are ⟨D_k, X Xᵀ D_l⟩.
/// </summary>
internal sealed unsafe class BagGradients(EmbeddingBag bag, BagColumn column, ReadOnlyMemory<int> batch, torch.Tensor cotangents, CotangentRows rows) : LayerGradients
{
    private readonly torch.Tensor _cotangents = cotangents;
    private readonly CotangentRows _rows = rows;
    private readonly ReadOnlyMemory<int> _batch = batch;

    public override string Layer => bag.Table.Name;

    public override void AddGramian(LayerGradients other, SquareMatrix gramian)
    {
        var its = (BagGradients)other;
        _rows.AddGramian(_cotangents, bag.Similarity(column, _batch.Span, its._batch.Span), its._cotangents, its._rows, gramian);
    }

    public override void Accumulate(ReadOnlySpan<double> weights) => Pullback(_rows.Combine(_cotangents, weights));

    public override void AddSegments(SharedNumbers numbers, List<Segment> segments)
    {
        Touch();
        foreach (var row in bag.Table.Gradient.Rows)
            segments.Add(new Segment(segments.Count > 0 ? segments[^1].Start + segments[^1].Length : 0, bag.Width, numbers[Layer] + (long)row * bag.Width));
        bag.Table.Gradient.Clear();
    }

    public override int Fill(Jacobian jacobian, int start)
    {
        var stack = _rows.Stack(_cotangents);
        var width = 0;
        for (var task = 0; task < jacobian.Tasks; task++)
        {
            Touch();
            Pullback(stack[task]);
            width = bag.Table.Gradient.Rows.Length * bag.Width;
            new ReadOnlySpan<float>(bag.Table.Gradient.Values, width).CopyTo(jacobian[task][start..]);
            bag.Table.Gradient.Clear();
        }
        return start + width;
    }

    public override int Scatter(ReadOnlySpan<float> direction, int start)
    {
        Touch();
        var width = bag.Table.Gradient.Rows.Length * bag.Width;
        direction.Slice(start, width).CopyTo(new Span<float>(bag.Table.Gradient.Values, width));
        return start + width;
    }

    /// <summary>Touches the rows of the batch's features, in the same order every time.</summary>
    private void Touch()
    {
        foreach (var row in _batch.Span)
            for (var i = column.Offsets[row]; i < column.Offsets[row + 1]; i++) _ = bag.Table.Gradient[column.Ids[i]];
    }

    private void Pullback(torch.Tensor cotangent) => bag.Pullback(column, _batch.Span, LibTorch.Pointer(cotangent.contiguous()), bag.Width);
}
