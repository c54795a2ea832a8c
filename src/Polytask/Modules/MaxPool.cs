using Polytask.Modules.Kernels;
using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>The largest number of every window of a map, side by side; numbers on the right and below that fill no window are left out.</summary>
/// <param name="input">The shape of a row of the input, no smaller than a window.</param>
/// <param name="size">Height and width of a window.</param>
public sealed unsafe class MaxPool(RowShape input, int size) : Block
{
    private readonly MaxWindows _windows = new(input.Height, input.Width, size);

    /// <inheritdoc/>
    public override int OutputWidth => OutputShape.Numbers;

    /// <inheritdoc/>
    public override RowShape OutputShape { get; } = new(input.Channels, input.Height / size, input.Width / size);

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor rows, Pass pass)
    {
        var maps = rows.contiguous();
        pass.Save(this, maps);
        return Take(maps, maps);
    }

    /// <inheritdoc/>
    public override torch.Tensor Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true) => Put(pass.Saved(this), cotangent);

    /// <summary>What stands, in rows or a stack of them, where the largest number of each window of the maps is.</summary>
    internal torch.Tensor Take(torch.Tensor maps, torch.Tensor rows)
    {
        var (stack, taken) = (rows.contiguous(), torch.empty([.. rows.shape.AsSpan()[..^1], OutputWidth]));
        _windows.Take(LibTorch.Pointer(maps), maps.size(0) * input.Channels, LibTorch.Pointer(stack), stack.numel() / maps.numel(), LibTorch.Pointer(taken));
        return taken;
    }

    /// <summary>Numbers for each window, of rows or a stack of them, put where its largest number is in the maps; zero in all other places.</summary>
    internal torch.Tensor Put(torch.Tensor maps, torch.Tensor windows)
    {
        var (stack, put) = (windows.contiguous(), torch.zeros([.. windows.shape.AsSpan()[..^1], input.Numbers]));
        _windows.Put(LibTorch.Pointer(maps), maps.size(0) * input.Channels, LibTorch.Pointer(stack), put.numel() / maps.numel(), LibTorch.Pointer(put));
        return put;
    }
}
