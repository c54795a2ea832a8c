using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>Adds gradients up where the parameters keep them.</summary>
public sealed class SummedGradients : GradientSink
{
    private SummedGradients()
    {
    }

    /// <summary>The one object of this class: it has no state.</summary>
    public static SummedGradients Instance { get; } = new();

    /// <inheritdoc/>
    public override void Linear(Parameter weight, Parameter bias, torch.Tensor input, torch.Tensor cotangent)
    {
        weight.Gradient.addmm_(cotangent.t(), input);
        bias.Gradient.add_(cotangent.sum(dim: 0));
    }

    /// <inheritdoc/>
    public override unsafe void Bag(PooledRows rows, torch.Tensor cotangent, int first) =>
        rows.Pullback(LibTorch.Pointer(cotangent) + first, cotangent.size(-1));

    /// <inheritdoc/>
    public override void Dense(Parameter parameter, torch.Tensor gradients) => parameter.Gradient.add_(gradients.view([.. parameter.Shape]));
}
