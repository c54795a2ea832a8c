using Polytask.Modules.Kernels;
using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>Adds gradients up where the parameters keep them.</summary>
public sealed class SummedGradients : GradientSink
{
    // TorchSharp has no batched product that adds in place. One product for all makes gradients elsewhere first, which for large matrices costs more than calls.
    private const int LargeMatrix = 16_384;

    private SummedGradients()
    {
    }

    /// <summary>The one object of this class: it has no state.</summary>
    public static SummedGradients Instance { get; } = new();

    /// <inheritdoc/>
    public override void Linear(Parameter weight, Parameter bias, torch.Tensor input, torch.Tensor cotangent)
    {
        weight.Gradient.addmm_(cotangent.t(), input);
        AddRows(bias.Gradient, cotangent);
    }

    /// <summary>Adds the rows of a matrix, [rows, width], to a vector.</summary>
    internal static unsafe void AddRows(torch.Tensor sum, torch.Tensor matrix)
    {
        var (rows, width) = (matrix.size(0), checked((int)matrix.size(1)));
        var total = LibTorch.Pointer(sum);
        var row = LibTorch.Pointer(matrix.contiguous());
        for (var i = 0; i < rows; i++, row += width) BagKernel.AddScaled(total, row, 1, width);
    }

    /// <inheritdoc/>
    public override void Bank(ParameterStack weight, ParameterStack? bias, torch.Tensor input, torch.Tensor cotangent) =>
        AddBank(weight, bias, input, cotangent, 0, weight.Count);

    /// <summary>Adds the gradients of some experts of a bank.</summary>
    internal static void AddBank(ParameterStack weight, ParameterStack? bias, torch.Tensor input, torch.Tensor cotangent, int first, int count)
    {
        if (count < weight.Count) cotangent = cotangent.narrow(0, first, count);
        var sum = weight.Gradient.narrow(0, first, count);
        if (input.dim() == 2) sum.view(-1, input.size(1)).addmm_(cotangent.transpose(0, 1).reshape(input.size(0), -1).t(), input);
        else
        {
            if (count < weight.Count) input = input.narrow(0, first, count);
            if (sum.numel() / count < LargeMatrix) sum.add_(cotangent.transpose(1, 2).bmm(input), Scalars.One);
            else
            {
                for (var expert = 0; expert < count; expert++) sum[expert].addmm_(cotangent[expert].t(), input[expert]);
            }
        }
        bias?.Gradient.narrow(0, first, count).add_(cotangent.sum(dim: 1), Scalars.One);
    }

    /// <inheritdoc/>
    public override unsafe void Bag(PooledRows rows, torch.Tensor cotangent, int first) =>
        rows.Pullback(LibTorch.Pointer(cotangent) + first, cotangent.size(-1));

    /// <inheritdoc/>
    public override void Dense(Parameter parameter, torch.Tensor gradients) => parameter.Gradient.add_(gradients.view([.. parameter.Shape]), Scalars.One);
}
