using Polytask.Modules.Kernels;
using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>The largest number of every window of a map, side by side; numbers on the right and below that fill no window are left out.</summary>
/// <param name="input">The shape of a row of the input, no smaller than a window.</param>
/// <param name="size">Height and width of a window.</param>
public sealed unsafe class MaxPool(RowShape input, int size) : Block
{
    /// <inheritdoc/>
    public override int OutputWidth => OutputShape.Numbers;

    /// <inheritdoc/>
    public override RowShape OutputShape { get; } = new(input.Channels, input.Height / size, input.Width / size);

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor rows, Pass pass)
    {
        var maps = rows.contiguous();
        pass.Save(this, maps);
        var output = torch.empty(maps.size(0), OutputWidth);
        new MaxWindows(input.Height, input.Width, size).Forward(LibTorch.Pointer(maps), maps.size(0) * input.Channels, LibTorch.Pointer(output));
        return output;
    }

    /// <inheritdoc/>
    public override torch.Tensor Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        var (maps, stack) = (pass.Saved(this), cotangent.contiguous());
        var pulled = torch.zeros([.. cotangent.shape.AsSpan()[..^1], input.Numbers]);
        new MaxWindows(input.Height, input.Width, size).Pullback(LibTorch.Pointer(maps), maps.size(0) * input.Channels, LibTorch.Pointer(stack), stack.numel() / (maps.size(0) * OutputWidth), LibTorch.Pointer(pulled));
        return pulled;
    }
}
