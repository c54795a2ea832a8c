using Polytask.Modules.Kernels;
using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>The largest number of every window of a map; numbers on the right and below that fill no window are left out.</summary>
public sealed unsafe class MaxPool : Block
{
    private readonly RowShape _input;

    /// <summary>Pools maps.</summary>
    /// <param name="input">The shape of a row of the input, no smaller than a window.</param>
    /// <param name="size">Height and width of a window.</param>
    /// <param name="stride">How far the window moves; by default its size, so that windows lie side by side.</param>
    /// <param name="padding">How far windows reach over the edge, where there is nothing; at most half their size.</param>
    public MaxPool(RowShape input, int size, int? stride = null, int padding = 0)
    {
        (_input, Windows) = (input, new MaxWindows(input.Height, input.Width, size, stride ?? size, padding));
        OutputShape = new RowShape(input.Channels, Windows.Down, Windows.Across);
    }

    /// <summary>The windows.</summary>
    internal MaxWindows Windows { get; }

    /// <inheritdoc/>
    public override int OutputWidth => OutputShape.Numbers;

    /// <inheritdoc/>
    public override RowShape OutputShape { get; }

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
        Windows.Take(LibTorch.Pointer(maps), maps.size(0) * _input.Channels, LibTorch.Pointer(stack), stack.numel() / maps.numel(), LibTorch.Pointer(taken));
        return taken;
    }

    /// <summary>Numbers for each window, of rows or a stack of them, put where its largest number is in the maps; zero in all other places.</summary>
    internal torch.Tensor Put(torch.Tensor maps, torch.Tensor windows)
    {
        var (stack, put) = (windows.contiguous(), torch.zeros([.. windows.shape.AsSpan()[..^1], _input.Numbers]));
        Windows.Put(LibTorch.Pointer(maps), maps.size(0) * _input.Channels, LibTorch.Pointer(stack), put.numel() / maps.numel(), LibTorch.Pointer(put));
        return put;
    }
}
