using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// A convolution: every output channel is, in every place, a weighted sum of a window of all input channels. Its own pullback is a convolution, too: for the weights,
/// the images are the batch's channels and the cotangents of all tasks are the kernels, so that one call serves a whole stack.
/// </summary>
/// <remarks>LeCun, Bottou, Bengio, Haffner, Gradient-Based Learning Applied to Document Recognition, Proceedings of the IEEE 86, 1998.</remarks>
public sealed class Convolution : Block
{
    private readonly RowShape _input;
    private readonly Parameter _weight;
    private readonly Parameter? _bias;
    private readonly ConvolutionWindow _window;

    /// <summary>Adds <c>NAME.weight</c> [channels, input channels, kernel, kernel] and <c>NAME.bias</c> [channels] to the store.</summary>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="name">Begins their names.</param>
    /// <param name="owner">Their owner.</param>
    /// <param name="input">The shape of a row of the input.</param>
    /// <param name="channels">Channels of the output.</param>
    /// <param name="kernel">Height and width of the window.</param>
    /// <param name="stride">How far the window moves from place to place.</param>
    /// <param name="padding">Zeros around every map of the input.</param>
    /// <param name="hasBias">Whether a number is added to every channel.</param>
    /// <param name="dilation">How far the numbers of a window are apart.</param>
    /// <exception cref="ConfigurationException">The window is larger than the padded maps.</exception>
    public Convolution(ParameterStore store, string name, string owner, RowShape input, int channels, int kernel, int stride = 1, int padding = 0, bool hasBias = true, int dilation = 1)
    {
        (_input, _window) = (input, new ConvolutionWindow(kernel, stride, padding, dilation));
        OutputShape = _window.Output(name, input, channels);
        long fanIn = (long)input.Channels * kernel * kernel;
        _weight = store.Add($"{name}.weight", owner, [channels, input.Channels, kernel, kernel], Initialisers.FanIn(fanIn), OutputShape.Places);
        _bias = hasBias ? store.Add($"{name}.bias", owner, [channels], Initialisers.Zero) : null;
    }

    /// <inheritdoc/>
    public override int OutputWidth => OutputShape.Numbers;

    /// <inheritdoc/>
    public override RowShape OutputShape { get; }

    /// <summary>How far the window moves from place to place.</summary>
    internal int Stride => _window.Stride;

    /// <summary>Zeros around every map of the input.</summary>
    internal int Padding => _window.Padding;

    /// <inheritdoc/>
    public override bool HasParameters => !_weight.IsFrozen;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass)
    {
        var images = Maps.Of(input, _input);
        pass.Save(this, images);
        return _window.Apply(images, _weight.Value, _bias?.Value).reshape(-1, OutputWidth);
    }

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        if (HasParameters) AddGradients(pass.Sink.Separate(cotangent), pass);
        return toInput ? ToInput(cotangent) : null;
    }

    /// <summary>Pulls a cotangent or a stack back to the input and leaves no gradients.</summary>
    internal torch.Tensor ToInput(torch.Tensor cotangent) =>
        _window.ToImages(Maps.Of(cotangent, OutputShape), _weight.Value, _input).reshape([.. cotangent.shape.AsSpan()[..^1], _input.Numbers]);

    /// <summary>Leaves gradients of a stack.</summary>
    /// <param name="weight">Of the weights, [tasks, channels, numbers of a window].</param>
    /// <param name="bias">Of the bias, [tasks, channels].</param>
    /// <param name="pass">The pass.</param>
    internal void Leave(torch.Tensor weight, torch.Tensor bias, Pass pass)
    {
        pass.Sink.Dense(_weight, weight.view(weight.size(0), 1, -1));
        if (_bias is not null) pass.Sink.Dense(_bias, bias.view(bias.size(0), 1, -1));
    }

    /// <summary>Where the numbers of the window are in a padded image, from the first.</summary>
    /// <param name="height">Rows of its maps.</param>
    /// <param name="width">Numbers in each row.</param>
    internal int[] KernelPlaces(int height, int width) =>
    [
        .. from channel in Enumerable.Range(0, _input.Channels)
           from y in Enumerable.Range(0, _window.Kernel)
           from x in Enumerable.Range(0, _window.Kernel)
           select (channel * height + y * _window.Dilation) * width + x * _window.Dilation,
    ];

    private void AddGradients(torch.Tensor cotangent, Pass pass)
    {
        var images = pass.Saved(this);
        var (batch, isStack) = (images.size(0), cotangent.dim() == 3);
        var kernels = Maps.Of(cotangent, OutputShape).view(-1, batch, OutputShape.Channels, OutputShape.Height, OutputShape.Width).transpose(1, 2);
        var tasks = kernels.size(0);
        var gradients = _window.ToWeight(images.transpose(0, 1), kernels.reshape(-1, batch, OutputShape.Height, OutputShape.Width));
        long[] outer = isStack ? [tasks, 1] : [1];
        pass.Sink.Dense(_weight, gradients.view(_input.Channels, tasks, OutputShape.Channels, _window.Kernel, _window.Kernel).permute(1, 2, 0, 3, 4).reshape([.. outer, -1]));
        if (_bias is not null) pass.Sink.Dense(_bias, kernels.sum([2, 3, 4]).view([.. outer, -1]));
    }
}
