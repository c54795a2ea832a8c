using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>The input itself and what a block makes of it, which has maps of the same size, channel after channel.</summary>
/// <remarks>Ronneberger, Fischer, Brox, U-Net: Convolutional Networks for Biomedical Image Segmentation, MICCAI 2015.</remarks>
/// <param name="input">The shape of a row of the input.</param>
/// <param name="block">The block.</param>
public sealed class SkipConnection(RowShape input, Block block) : Block
{
    /// <inheritdoc/>
    public override int OutputWidth => OutputShape.Numbers;

    /// <inheritdoc/>
    public override RowShape OutputShape => input with { Channels = input.Channels + block.OutputShape.Channels };

    /// <inheritdoc/>
    public override bool HasParameters => block.HasParameters;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor rows, Pass pass) => torch.cat([rows, block.Forward(rows, pass)], -1);

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        var pulled = block.Pullback(cotangent.narrow(-1, input.Numbers, block.OutputWidth), pass, toInput);
        return toInput ? pulled!.add(cotangent.narrow(-1, 0, input.Numbers), Scalars.One) : null;
    }

    /// <inheritdoc/>
    internal override Block Around(Func<Block, Block> change) => new SkipConnection(input, change(block));
}
