using TorchSharp;

namespace Polytask.Modules;

/// <summary>Blocks one after another.</summary>
public sealed class Chain(RowShape input, IReadOnlyList<Block> blocks) : Block
{
    /// <inheritdoc/>
    public override int OutputWidth => OutputShape.Numbers;

    /// <inheritdoc/>
    public override RowShape OutputShape => blocks.Count > 0 ? blocks[^1].OutputShape : input;

    /// <inheritdoc/>
    public override bool HasParameters => blocks.Any(block => block.HasParameters);

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor rows, Pass pass)
    {
        foreach (var block in blocks) rows = block.Forward(rows, pass);
        return rows;
    }

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        // Below the first block with parameters there is nothing to do for the sink.
        var last = toInput ? 0 : Math.Max(0, blocks.TakeWhile(block => !block.HasParameters).Count());
        for (var i = blocks.Count - 1; i > last; i--) cotangent = blocks[i].Pullback(cotangent, pass)!;
        return last < blocks.Count ? blocks[last].Pullback(cotangent, pass, toInput) : cotangent;
    }
}
