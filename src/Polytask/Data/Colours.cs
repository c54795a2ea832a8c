namespace Polytask.Data;

/// <summary>How the colours of an image are changed.</summary>
/// <param name="Brightness">What all numbers are multiplied by.</param>
/// <param name="Contrast">What distances from the mean of the image are multiplied by, before.</param>
/// <param name="Saturation">What distances from the grey of a place are multiplied by, before that; for images of three channels.</param>
internal readonly record struct Colours(float Brightness, float Contrast, float Saturation)
{
    /// <summary>Changes the channels of a place.</summary>
    /// <param name="channels">Numbers of which 0 is black.</param>
    /// <param name="mean">The mean of all numbers of the image.</param>
    public void Change(Span<float> channels, float mean)
    {
        // The weights of ITU-R BT.601.
        var grey = channels.Length == 3 ? 0.299f * channels[0] + 0.587f * channels[1] + 0.114f * channels[2] : 0;
        var saturation = channels.Length == 3 ? Saturation : 1;
        foreach (ref var channel in channels) channel = Brightness * (mean + Contrast * (grey + saturation * (channel - grey) - mean));
    }
}
