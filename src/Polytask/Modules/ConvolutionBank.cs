using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// Convolutions of one shape side by side, as one grouped convolution: [convolutions, batch, width] from [batch, input width], which all of them read, or from
/// [inputs, batch, input width], of which as many side by side read the first as the second, and so on.
/// </summary>
public sealed class ConvolutionBank : Block
{
    private readonly RowShape _input;
    private readonly ParameterStack _weight;
    private readonly ParameterStack? _bias;
    private readonly ConvolutionWindow _window;

    /// <summary>Adds <c>NAME.weight</c> [channels, input channels, kernel, kernel] and <c>NAME.bias</c> [channels] of each member to the store.</summary>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="members">Names, owners and numbers of the convolutions.</param>
    /// <param name="input">The shape of a row of the input.</param>
    /// <param name="channels">Channels of the output of each.</param>
    /// <param name="kernel">Height and width of the window.</param>
    /// <param name="stride">How far the window moves from place to place.</param>
    /// <param name="padding">Zeros around every map of the input.</param>
    /// <param name="hasBias">Whether a number is added to every channel.</param>
    /// <param name="dilation">How far the numbers of a window are apart.</param>
    /// <exception cref="ConfigurationException">The window is larger than the padded maps.</exception>
    public ConvolutionBank(ParameterStore store, IReadOnlyList<StackMember> members, RowShape input, int channels, int kernel, int stride = 1, int padding = 0, bool hasBias = true, int dilation = 1)
    {
        (_input, _window) = (input, new ConvolutionWindow(kernel, stride, padding, dilation));
        OutputShape = _window.Output(members[0].Name, input, channels);
        _weight = store.AddStack(members, "weight", [channels, input.Channels, kernel, kernel], _ => Initialisers.FanIn((long)input.Channels * kernel * kernel), OutputShape.Places);
        _bias = hasBias ? store.AddStack(members, "bias", [channels], _ => Initialisers.Zero) : null;
    }

    /// <inheritdoc/>
    public override int OutputWidth => OutputShape.Numbers;

    /// <inheritdoc/>
    public override RowShape OutputShape { get; }

    /// <inheritdoc/>
    public override bool HasParameters => true;

    private torch.Tensor Weight => _weight.Value.flatten(0, 1);

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass)
    {
        pass.Save(this, input);
        var (batch, inputs) = (input.size(-2), Inputs(input));
        var images = input.reshape(inputs, batch, -1).transpose(0, 1).reshape(batch, inputs * _input.Channels, _input.Height, _input.Width);
        return _window.Apply(images, Weight, _bias?.Value.flatten(), checked((int)inputs)).view(batch, _weight.Count, OutputWidth).transpose(0, 1);
    }

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        var input = pass.Saved(this);
        var wide = cotangent.transpose(-3, -2).flatten(-2, -1);
        AddGradients(pass.Sink.Separate(wide), input, pass);
        if (!toInput) return null;
        var inputs = Inputs(input);
        return _window.ToImages(wide.reshape(-1, _weight.Count * OutputShape.Channels, OutputShape.Height, OutputShape.Width), Weight, _input, checked((int)inputs))
            .view([.. wide.shape.AsSpan()[..^1], inputs, _input.Numbers]).transpose(-3, -2).reshape([.. cotangent.shape.AsSpan()[..^3], .. input.shape]);
    }

    /// <summary>Leaves the gradients, from cotangents side by side, [batch, convolutions × width], or a stack of several tasks'.</summary>
    private void AddGradients(torch.Tensor cotangent, torch.Tensor input, Pass pass)
    {
        var (batch, inputs, channels) = (input.size(-2), Inputs(input), OutputShape.Channels);
        var stack = cotangent.reshape(-1, batch, inputs, _weight.Count / inputs, channels, OutputShape.Places);
        var tasks = stack.size(0);
        // A group of channels of the output is all that reads one input, for all tasks.
        var maps = stack.permute(2, 0, 3, 4, 1, 5).reshape(-1, batch, OutputShape.Height, OutputShape.Width);
        var images = input.reshape(inputs * batch, _input.Channels, _input.Height, _input.Width).transpose(0, 1);
        var weights = _window.ToWeight(images, maps, checked((int)inputs)).reshape(_input.Channels, inputs, tasks, -1, channels, _window.Kernel * _window.Kernel)
            .permute(2, 1, 3, 4, 0, 5).reshape(tasks, _weight.Count, -1);
        var biases = stack.sum([1, 5]).reshape(tasks, _weight.Count, channels);
        Leave(_weight, weights);
        if (_bias is not null) Leave(_bias, biases);

        void Leave(ParameterStack parameters, torch.Tensor gradients)
        {
            foreach (var part in parameters.Parts)
                pass.Sink.Dense(part.Parameter, gradients.narrow(1, part.First, part.Count).reshape(cotangent.dim() == 3 ? [tasks, 1, -1] : [1, -1]));
        }
    }

    private static long Inputs(torch.Tensor input) => input.dim() == 3 ? input.size(0) : 1;
}
