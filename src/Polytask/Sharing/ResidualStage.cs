using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>
/// A residual block: convolutions with batch normalisation, two of 3 × 3 or those of a bottleneck, whose output is added to the input. Where it changes the shape, a convolution
/// of 1 × 1 takes the input along.
/// </summary>
[Kind("residual", Paper = "He, Zhang, Ren, Sun, Deep Residual Learning for Image Recognition, CVPR 2016", Url = "https://doi.org/10.1109/CVPR.2016.90")]
public sealed record ResidualStage : StageOptions
{
    /// <summary>How many times as many maps a bottleneck makes as it has within.</summary>
    internal const int Expansion = 4;

    /// <summary>How many maps it makes.</summary>
    [Range(1, 65_536)]
    public int Channels { get; init; } = 16;

    /// <summary>How far the window of the first convolution of 3 × 3 moves: 2 halves height and width.</summary>
    [Range(1, 63)]
    public int Stride { get; init; } = 1;

    /// <summary>How far the numbers of windows are apart.</summary>
    [Range(1, 63)]
    public int Dilation { get; init; } = 1;

    /// <summary>Whether a convolution of 1 × 1 makes a quarter of the maps, one of 3 × 3 reads these, and another of 1 × 1 makes all of them.</summary>
    public bool Bottleneck { get; init; }

    /// <inheritdoc/>
    public override Block Create(ParameterStore store, string name, string owner, RowShape input)
    {
        Chain[] body;
        if (Bottleneck)
        {
            var first = Normed("first", input, Math.Max(1, Channels / Expansion), 1);
            var second = Normed("second", first.OutputShape, first.OutputShape.Channels, 3, Stride);
            body = [first, second, Normed("third", second.OutputShape, Channels, 1, isActive: false)];
        }
        else
        {
            var first = Normed("first", input, Channels, 3, Stride);
            body = [first, Normed("second", first.OutputShape, Channels, 3, isActive: false)];
        }
        var output = body[^1].OutputShape;
        var shortcut = output == input ? null : Normed("shortcut", input, Channels, 1, Stride, isActive: false);
        return new Chain(input, [new Residual(new Chain(input, body), shortcut), new Activation(ActivationFunction.Relu, output)]);

        Chain Normed(string part, RowShape shape, int channels, int kernel, int stride = 1, bool isActive = true) =>
            NormedConvolution.Create(store, $"{name}.{part}", owner, shape, channels, kernel, stride, Dilation, isActive ? ActivationFunction.Relu : ActivationFunction.None);
    }

    /// <summary>What torchvision calls the parameters of any such block.</summary>
    /// <param name="name">Begins their names, here and there.</param>
    internal static IEnumerable<(string Here, string There)> Names(string name) =>
    [
        .. NormedConvolution.Names($"{name}.first", $"{name}.conv1", $"{name}.bn1"),
        .. NormedConvolution.Names($"{name}.second", $"{name}.conv2", $"{name}.bn2"),
        .. NormedConvolution.Names($"{name}.third", $"{name}.conv3", $"{name}.bn3"),
        .. NormedConvolution.Names($"{name}.shortcut", $"{name}.downsample.0", $"{name}.downsample.1"),
    ];
}
