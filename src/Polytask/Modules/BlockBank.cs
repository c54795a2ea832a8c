using TorchSharp;

namespace Polytask.Modules;

/// <summary>Blocks of one shape side by side, one after another: for blocks that have no batched product. Shapes are those of <see cref="LinearBank"/>.</summary>
public sealed class BlockBank(IReadOnlyList<Block> blocks) : Block
{
    private readonly object _input = new();

    /// <inheritdoc/>
    public override int OutputWidth => blocks[0].OutputWidth;

    /// <inheritdoc/>
    public override RowShape OutputShape => blocks[0].OutputShape;

    /// <inheritdoc/>
    public override bool HasParameters => blocks[0].HasParameters;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass)
    {
        pass.Save(_input, input);
        return torch.stack([.. blocks.Select((block, expert) => block.Forward(input.dim() == 2 ? input : input[expert], pass))]);
    }

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        torch.Tensor?[] pulled = [.. blocks.Select((block, expert) => block.Pullback(cotangent.select(-3, expert).contiguous(), pass, toInput))];
        if (!toInput) return null;
        return pass.Saved(_input).dim() == 2 ? torch.stack(pulled!, 0).sum(dim: 0) : torch.stack(pulled!, cotangent.dim() - 3);
    }
}
