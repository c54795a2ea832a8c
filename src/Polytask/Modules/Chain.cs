using TorchSharp;

namespace Polytask.Modules;

/// <summary>Blocks one after another.</summary>
public sealed class Chain(int inputWidth, IReadOnlyList<Block> blocks) : Block
{
    /// <inheritdoc/>
    public override int OutputWidth => blocks.Count > 0 ? blocks[^1].OutputWidth : inputWidth;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass)
    {
        foreach (var block in blocks) input = block.Forward(input, pass);
        return input;
    }

    /// <inheritdoc/>
    public override torch.Tensor Pullback(torch.Tensor cotangent, Pass pass)
    {
        for (var i = blocks.Count - 1; i >= 0; i--) cotangent = blocks[i].Pullback(cotangent, pass);
        return cotangent;
    }
}
