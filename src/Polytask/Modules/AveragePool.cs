using TorchSharp;

namespace Polytask.Modules;

/// <summary>The mean of every window of a map, side by side; numbers on the right and below that fill no window are left out.</summary>
/// <param name="input">The shape of a row of the input, no smaller than a window.</param>
/// <param name="height">The height of a window.</param>
/// <param name="width">The width of a window.</param>
public sealed class AveragePool(RowShape input, int height, int width) : Block
{
    /// <inheritdoc/>
    public override int OutputWidth => OutputShape.Numbers;

    /// <inheritdoc/>
    public override RowShape OutputShape { get; } = new(input.Channels, input.Height / height, input.Width / width);

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor rows, Pass pass) => Windows(Maps.Of(rows, input)).mean([3, 5]).view(-1, OutputWidth);

    /// <inheritdoc/>
    public override torch.Tensor Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        using var share = (1.0 / (height * width)).ToScalar();
        var shares = cotangent.mul(share).reshape(-1, input.Channels, OutputShape.Height, 1, OutputShape.Width, 1);
        var pulled = torch.zeros(shares.size(0), input.Channels, input.Height, input.Width);
        Windows(pulled).copy_(shares.expand(-1, -1, -1, height, -1, width));
        return pulled.view([.. cotangent.shape.AsSpan()[..^1], input.Numbers]);
    }

    /// <summary>The windows of maps, [rows, channels, windows, height, windows, width].</summary>
    private torch.Tensor Windows(torch.Tensor maps) =>
        maps.narrow(2, 0, OutputShape.Height * height).narrow(3, 0, OutputShape.Width * width).unflatten(3, OutputShape.Width, width).unflatten(2, OutputShape.Height, height);
}
