using Polytask.Modules;

namespace Polytask.Vision.Images;

/// <summary>An image, decoded: the bytes of one channel after another, each row after row.</summary>
/// <param name="Shape">Channels, height and width.</param>
/// <param name="Bytes">The numbers, 0 to 255.</param>
public sealed record Image(RowShape Shape, byte[] Bytes)
{
    /// <summary>The image in other channels: of three, red, green and blue, the grey is their brightness (ITU-R BT.601).</summary>
    public Image In(ImageChannels channels) => (channels, Shape.Channels) switch
    {
        (ImageChannels.Grey, 3) => new Image(Shape with { Channels = 1 }, Grey()),
        (ImageChannels.Rgb, 1) => new Image(Shape with { Channels = 3 }, [.. Bytes, .. Bytes, .. Bytes]),
        _ => this,
    };

    private byte[] Grey()
    {
        var (grey, places) = (new byte[Shape.Places], Shape.Places);
        for (var i = 0; i < places; i++) grey[i] = (byte)((299 * Bytes[i] + 587 * Bytes[places + i] + 114 * Bytes[2 * places + i] + 500) / 1000);
        return grey;
    }
}

/// <summary>What an image has of every place.</summary>
public enum ImageChannels
{
    /// <summary>Red, green and blue.</summary>
    Rgb,

    /// <summary>Brightness alone.</summary>
    Grey,
}
