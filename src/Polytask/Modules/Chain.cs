using TorchSharp;

namespace Polytask.Modules;

/// <summary>Blocks one after another.</summary>
public sealed class Chain(RowShape input, IReadOnlyList<Block> blocks) : Block
{
    /// <summary>The blocks, as they are worked through.</summary>
    internal IReadOnlyList<Block> Blocks { get; } = Fusion.Of(blocks);

    /// <inheritdoc/>
    public override int OutputWidth => OutputShape.Numbers;

    /// <inheritdoc/>
    public override RowShape OutputShape => Blocks.Count > 0 ? Blocks[^1].OutputShape : input;

    /// <inheritdoc/>
    public override bool HasParameters => Blocks.Any(block => block.HasParameters);

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor rows, Pass pass)
    {
        foreach (var block in Blocks) rows = block.Forward(rows, pass);
        return rows;
    }

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        // Below the first block with parameters there is nothing to do for the sink.
        var last = toInput ? 0 : Math.Max(0, Blocks.TakeWhile(block => !block.HasParameters).Count());
        for (var i = Blocks.Count - 1; i > last; i--) cotangent = Blocks[i].Pullback(cotangent, pass)!;
        return last < Blocks.Count ? Blocks[last].Pullback(cotangent, pass, toInput) : cotangent;
    }
}
