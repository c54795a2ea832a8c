using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// A block that reads the channels of one place of a row's maps, for every place alike: a convolution of 1 × 1, with everything that can stand in a block.
/// It gives [batch, width] from [batch, input width]; a bank in it gives [experts, batch, width].
/// </summary>
/// <param name="input">The shape of a row.</param>
/// <param name="block">The block, which reads as many numbers as there are channels.</param>
public sealed class PerPlace(RowShape input, Block block) : Block
{
    /// <inheritdoc/>
    public override int OutputWidth => OutputShape.Numbers;

    /// <inheritdoc/>
    public override RowShape OutputShape => input with { Channels = block.OutputWidth };

    /// <inheritdoc/>
    public override bool HasParameters => block.HasParameters;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass) => Join(block.Forward(Part(input), pass));

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true) => block.Pullback(Part(cotangent), pass, toInput) is { } pulled ? Join(pulled) : null;

    /// <summary>[…, batch × places, channels] of […, batch, channels × places].</summary>
    private torch.Tensor Part(torch.Tensor rows) => input.Places == 1 ? rows
        : rows.reshape([.. rows.shape.AsSpan()[..^1], -1, input.Places]).transpose(-2, -1).reshape([.. rows.shape.AsSpan()[..^2], rows.size(-2) * input.Places, -1]);

    /// <summary>The way back.</summary>
    private torch.Tensor Join(torch.Tensor places) => input.Places == 1 ? places
        : places.reshape([.. places.shape.AsSpan()[..^2], -1, input.Places, places.size(-1)]).transpose(-2, -1).reshape([.. places.shape.AsSpan()[..^2], places.size(-2) / input.Places, -1]);
}
