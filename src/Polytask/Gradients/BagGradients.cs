using Polytask.Modules;
using Polytask.Native;
using Polytask.Numerics;
using TorchSharp;

namespace Polytask.Gradients;

/// <summary>
/// The gradients of an embedding table: for task k with cotangents D_k and the pooled features X of the batch, Xᵀ D_k. Their inner
/// products are ⟨D_k, X Xᵀ D_l⟩.
/// </summary>
internal sealed unsafe class BagGradients(PooledRows features, torch.Tensor cotangents, CotangentRows rows) : LayerGradients
{
    private readonly torch.Tensor _cotangents = cotangents;
    private readonly CotangentRows _rows = rows;
    private readonly PooledRows _features = features;

    public override string Layer => Table.Name;

    public override void AddGramian(LayerGradients other, SquareMatrix gramian)
    {
        var its = (BagGradients)other;
        _rows.AddGramian(_cotangents, _features.Similarity(its._features), its._cotangents, its._rows, gramian);
    }

    public override void Accumulate(ReadOnlySpan<double> weights) => Pullback(_rows.Combine(_cotangents, weights));

    public override void AddSegments(SharedNumbers numbers, List<Segment> segments)
    {
        _features.Touch();
        foreach (var row in Table.Gradient.Rows)
            segments.Add(new Segment(segments.Count > 0 ? segments[^1].Start + segments[^1].Length : 0, Table.Width, numbers[Layer] + (long)row * Table.Width));
        Table.Gradient.Clear();
    }

    public override int Fill(Jacobian jacobian, int start)
    {
        var stack = _rows.Stack(_cotangents);
        var width = 0;
        for (var task = 0; task < jacobian.Tasks; task++)
        {
            _features.Touch();
            Pullback(stack[task]);
            width = Table.Gradient.Rows.Length * Table.Width;
            new ReadOnlySpan<float>(Table.Gradient.Values, width).CopyTo(jacobian[task][start..]);
            Table.Gradient.Clear();
        }
        return start + width;
    }

    public override int Scatter(ReadOnlySpan<float> direction, int start)
    {
        _features.Touch();
        var width = Table.Gradient.Rows.Length * Table.Width;
        direction.Slice(start, width).CopyTo(new Span<float>(Table.Gradient.Values, width));
        return start + width;
    }

    private EmbeddingTable Table => _features.Table;

    private void Pullback(torch.Tensor cotangent) => _features.Pullback(LibTorch.Pointer(cotangent.contiguous()), Table.Width);
}
