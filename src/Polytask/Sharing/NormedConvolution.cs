using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>What deep convolutional networks are made of: a convolution, batch normalisation, an activation function.</summary>
internal static class NormedConvolution
{
    /// <summary>Adds <c>NAME.weight</c> of the convolution and <c>NAME_norm</c> of the normalisation to the store; maps keep their size but for the stride.</summary>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="name">Begins their names.</param>
    /// <param name="owner">Their owner.</param>
    /// <param name="input">The shape of a row of the input.</param>
    /// <param name="channels">Channels of the output.</param>
    /// <param name="kernel">Height and width of the window.</param>
    /// <param name="stride">How far the window moves from place to place.</param>
    /// <param name="dilation">How far the numbers of a window are apart.</param>
    /// <param name="activation">The activation function.</param>
    /// <param name="isNormed">Whether there is a normalisation.</param>
    /// <param name="hasBias">Whether the convolution has <c>NAME.bias</c>; by default where there is no normalisation, which would take it away again.</param>
    public static Chain Create(
        ParameterStore store, string name, string owner, RowShape input, int channels, int kernel = 3, int stride = 1, int dilation = 1, ActivationFunction activation = ActivationFunction.Relu, bool isNormed = true, bool? hasBias = null)
    {
        var convolution = new Convolution(store, name, owner, input, channels, kernel, stride, dilation * (kernel / 2), hasBias ?? !isNormed, dilation);
        var shape = convolution.OutputShape;
        Block[] norm = isNormed ? [new BatchNorm(store, $"{name}_norm", owner, shape)] : [];
        return new Chain(input, [convolution, .. norm, new Activation(activation, shape)]);
    }

    /// <summary>What torchvision calls these parameters, and what they are called here.</summary>
    /// <param name="name">Begins their names here.</param>
    /// <param name="convolution">Begins the convolution's names there.</param>
    /// <param name="norm">Begins the normalisation's names there; <c>null</c> where there is none.</param>
    /// <param name="hasBias">Whether the convolution has a bias.</param>
    public static IEnumerable<(string Here, string There)> Names(string name, string convolution, string? norm, bool hasBias = false)
    {
        yield return ($"{name}.weight", $"{convolution}.weight");
        if (hasBias) yield return ($"{name}.bias", $"{convolution}.bias");
        if (norm is null) yield break;
        yield return ($"{name}_norm.weight", $"{norm}.weight");
        yield return ($"{name}_norm.bias", $"{norm}.bias");
        yield return ($"{name}_norm.mean", $"{norm}.running_mean");
        yield return ($"{name}_norm.variance", $"{norm}.running_var");
    }
}
