using Polytask.Catalog;
using Polytask.Sharing;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace Polytask.Tests.Sharing;

/// <summary>A layer that a program brought along: linear, ReLU, normalised.</summary>
[Kind("normed")]
public sealed record NormedStage : TorchStage
{
    /// <summary>Numbers per row of the output.</summary>
    public int Width { get; init; } = 7;

    /// <inheritdoc/>
    protected override Module<torch.Tensor, torch.Tensor> CreateModule(int inputWidth) => Sequential(Linear(inputWidth, Width), ReLU(), LayerNorm(Width));
}

/// <summary>What <see cref="DenseStage"/> is without dropout, as a module.</summary>
[Kind("dense_module")]
public sealed record DenseModuleStage : TorchStage
{
    /// <summary>Numbers per row of the output.</summary>
    public int Width { get; init; } = 6;

    /// <inheritdoc/>
    protected override Module<torch.Tensor, torch.Tensor> CreateModule(int inputWidth) => Sequential(Linear(inputWidth, Width), ReLU());
}
