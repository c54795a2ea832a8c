using Polytask.Modules.Kernels;
using Polytask.Native;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Polytask.Modules;

/// <summary>
/// A convolution of which pooling leaves the largest number of every window. On the way back these places alone have a cotangent, and they are the same for all tasks: of a stack, the
/// gradients of the weights are summed over them.
/// </summary>
/// <param name="convolution">The convolution.</param>
/// <param name="pool">Pools what it gives.</param>
internal sealed unsafe class PooledConvolution(Convolution convolution, MaxPool pool) : Block
{
    // One way back with many kernels is faster for fewer: sums over places have all tasks of a vector or none.
    private const int FewestTasks = 4;

    /// <inheritdoc/>
    public override int OutputWidth => pool.OutputWidth;

    /// <inheritdoc/>
    public override RowShape OutputShape => pool.OutputShape;

    /// <inheritdoc/>
    public override bool HasParameters => convolution.HasParameters;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass) => pool.Forward(convolution.Forward(input, pass), pass);

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        var stack = pass.Sink.Separate(cotangent);
        if (!HasParameters || stack.dim() < 3 || stack.size(0) < FewestTasks) return convolution.Pullback(pool.Pullback(cotangent, pass), pass, toInput);
        AddGradients(stack.contiguous(), pass);
        return toInput ? convolution.ToInput(pool.Pullback(cotangent, pass)) : null;
    }

    private void AddGradients(torch.Tensor stack, Pass pass)
    {
        var (images, maps, padding) = (pass.Saved(convolution), pass.Saved(pool), convolution.Padding);
        images = padding > 0 ? F.pad(images, [padding, padding, padding, padding]) : images.contiguous();
        var (tasks, count, height, width) = (checked((int)stack.size(0)), checked((int)images.size(0)), checked((int)images.size(2)), checked((int)images.size(3)));
        var kernel = convolution.KernelPlaces(height, width);
        var gradients = torch.empty(tasks, convolution.OutputShape.Channels, kernel.Length);
        new PooledGradients(pool.Windows, convolution.OutputShape, width, kernel, convolution.Stride)
            .Sum(LibTorch.Pointer(images), checked((int)images.size(1) * height * width), LibTorch.Pointer(maps), count, LibTorch.Pointer(stack), tasks, LibTorch.Pointer(gradients));
        convolution.Leave(gradients, stack.view(tasks, count, convolution.OutputShape.Channels, -1).sum([1, 3]), pass);
    }
}
