using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>
/// A residual block: two convolutions of 3 × 3 with batch normalisation, whose output is added to the input. Where it changes the shape, a convolution of 1 × 1 takes the
/// input along.
/// </summary>
[Kind("residual", Paper = "He, Zhang, Ren, Sun, Deep Residual Learning for Image Recognition, CVPR 2016", Url = "https://doi.org/10.1109/CVPR.2016.90")]
public sealed record ResidualStage : StageOptions
{
    /// <summary>How many maps it makes.</summary>
    [Range(1, 4096)]
    public int Channels { get; init; } = 16;

    /// <summary>How far the window of the first convolution moves: 2 halves height and width.</summary>
    [Range(1, 63)]
    public int Stride { get; init; } = 1;

    /// <inheritdoc/>
    public override Block Create(ParameterStore store, string name, string owner, RowShape input)
    {
        Chain Normed(string part, RowShape from, int kernel, int stride, ActivationFunction activation) =>
            NormedConvolution.Create(store, $"{name}.{part}", owner, from, Channels, kernel, stride, activation: activation);
        var first = Normed("first", input, 3, Stride, ActivationFunction.Relu);
        var second = Normed("second", first.OutputShape, 3, 1, ActivationFunction.None);
        var shortcut = second.OutputShape == input ? null : Normed("shortcut", input, 1, Stride, ActivationFunction.None);
        return new Chain(input, [new Residual(new Chain(input, [first, second]), shortcut), new Activation(ActivationFunction.Relu, second.OutputShape)]);
    }
}
