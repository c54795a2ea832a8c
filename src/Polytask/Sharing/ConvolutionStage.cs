using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>A convolution of images or of maps that another stage made of them, through an activation function.</summary>
[Kind("conv", Paper = "LeCun, Bottou, Bengio, Haffner, Gradient-Based Learning Applied to Document Recognition, Proceedings of the IEEE 86, 1998", Url = "https://doi.org/10.1109/5.726791")]
public sealed record ConvolutionStage : StageOptions
{
    /// <summary>How many maps it makes.</summary>
    [Range(1, 4096)]
    public int Channels { get; init; } = 16;

    /// <summary>Height and width of the window that each number is made of.</summary>
    [Range(1, 63)]
    public int Kernel { get; init; } = 3;

    /// <summary>How far the window moves: 2 halves height and width.</summary>
    [Range(1, 63)]
    public int Stride { get; init; } = 1;

    /// <summary>How far the numbers of a window are apart: 2 sees twice as far with as many weights.</summary>
    [Range(1, 63)]
    public int Dilation { get; init; } = 1;

    /// <summary>Zeros around every map; by default half the window, so that with an odd kernel and a stride of 1 maps keep their size.</summary>
    [Range(0, 4096)]
    public int? Padding { get; init; }

    /// <summary>The activation function.</summary>
    public ActivationFunction Activation { get; init; } = ActivationFunction.Relu;

    /// <inheritdoc/>
    public override Block Create(ParameterStore store, string name, string owner, RowShape input) =>
        Behind(new Convolution(store, name, owner, input, Channels, Kernel, Stride, Border, dilation: Dilation), input);

    /// <inheritdoc/>
    public override Block CreateBank(ParameterStore store, IReadOnlyList<StackMember> members, RowShape input) =>
        Behind(new ConvolutionBank(store, members, input, Channels, Kernel, Stride, Border, dilation: Dilation), input);

    private int Border => Padding ?? Dilation * (Kernel / 2);

    private Chain Behind(Block convolution, RowShape input) => new(input, [convolution, new Activation(Activation, convolution.OutputShape)]);
}
