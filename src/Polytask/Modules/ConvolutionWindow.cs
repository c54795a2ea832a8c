using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Polytask.Modules;

/// <summary>
/// The window of a convolution, how it moves over maps, and the products that follow. With several groups, each group of output channels reads a group of input channels of its own,
/// all in one call.
/// </summary>
/// <param name="Kernel">Its height and width.</param>
/// <param name="Stride">How far it moves from place to place.</param>
/// <param name="Padding">Zeros around every map of the input.</param>
/// <param name="Dilation">How far its numbers are apart.</param>
internal readonly record struct ConvolutionWindow(int Kernel, int Stride, int Padding, int Dilation)
{
    /// <summary>The shape of a row of the output.</summary>
    /// <exception cref="ConfigurationException">The window is larger than the padded maps.</exception>
    public RowShape Output(string name, RowShape input, int channels)
    {
        var (window, padding) = (Dilation * (Kernel - 1) + 1, Padding);
        var stride = Stride;
        int Places(int size) => size + 2 * padding >= window ? (size + 2 * padding - window) / stride + 1
            : throw new ConfigurationException($"{name}: expected a kernel no larger than the maps it reads, found {window} × {window} on {input} with a padding of {padding}. Make the kernel smaller or the padding larger, or shrink the maps less before.");
        return new RowShape(channels, Places(input.Height), Places(input.Width));
    }

    /// <summary>The maps, [rows, channels, height, width], of images, [rows, input channels, height, width].</summary>
    public torch.Tensor Apply(torch.Tensor images, torch.Tensor weight, torch.Tensor? bias, int groups = 1) =>
        F.conv2d(images, weight, bias, [Stride, Stride], [Padding, Padding], [Dilation, Dilation], groups);

    /// <summary>Pulls cotangents of the maps back to images of a height and width.</summary>
    public torch.Tensor ToImages(torch.Tensor maps, torch.Tensor weight, RowShape input, int groups = 1)
    {
        return F.conv_transpose2d(maps, weight, null, [Stride, Stride], [Padding, Padding], [Rest(input.Height, maps.size(2), this), Rest(input.Width, maps.size(3), this)], [Dilation, Dilation], groups);

        static long Rest(int size, long places, ConvolutionWindow window) => size + 2 * window.Padding - window.Dilation * (window.Kernel - 1) - 1 - window.Stride * (places - 1);
    }

    /// <summary>
    /// The gradients of the weights, [input channels of a group, channels, kernel, kernel]: a convolution, too, in which the rows are the channels and the cotangents are the kernels.
    /// </summary>
    /// <param name="images">[input channels of a group, groups × rows, height, width].</param>
    /// <param name="maps">The cotangents, [channels, rows, height, width], those of a group side by side.</param>
    /// <param name="groups">How many groups there are.</param>
    public torch.Tensor ToWeight(torch.Tensor images, torch.Tensor maps, int groups = 1) =>
        // There is more on the right and below where the stride leaves the last numbers of a map unread.
        F.conv2d(images, maps, null, [Dilation, Dilation], [Padding, Padding], [Stride, Stride], groups).narrow(2, 0, Kernel).narrow(3, 0, Kernel);
}
