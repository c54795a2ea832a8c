namespace Polytask.Data;

/// <summary>One variation of an image.</summary>
/// <param name="Geometry">Where its pixels come from.</param>
/// <param name="Colours">How their colours change.</param>
/// <param name="HoleTop">The first row of the square that is left out.</param>
/// <param name="HoleLeft">Its first column.</param>
/// <param name="HoleSide">Its side.</param>
internal readonly record struct ImageView(Affine Geometry, Colours Colours, int HoleTop, int HoleLeft, int HoleSide)
{
    /// <summary>Writes the numbers of an image as they are seen; where the square is, zeros.</summary>
    /// <param name="image">The bytes of one channel after another.</param>
    /// <param name="values">For each channel, what each of the 256 bytes stands for, at the same distance from one to the next.</param>
    /// <param name="height">The height of the image.</param>
    /// <param name="width">Its width.</param>
    /// <param name="numbers">Takes the numbers.</param>
    public void Write(ReadOnlySpan<byte> image, IReadOnlyList<float[]> values, int height, int width, Span<float> numbers)
    {
        var (places, mean) = (height * width, Mean(image));
        Span<float> channels = stackalloc float[values.Count];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var (down, across) = Geometry.Source(y, x, height, width);
                (down, across) = (Math.Clamp(down, 0, height - 1), Math.Clamp(across, 0, width - 1));
                for (var channel = 0; channel < channels.Length; channel++) channels[channel] = Between(image.Slice(channel * places, places), height, width, down, across);
                Colours.Change(channels, mean);
                var isHole = (uint)(y - HoleTop) < HoleSide && (uint)(x - HoleLeft) < HoleSide;
                for (var channel = 0; channel < channels.Length; channel++)
                {
                    var of = values[channel];
                    numbers[channel * places + y * width + x] = isHole ? 0 : of[0] + channels[channel] * ((of[255] - of[0]) / 255);
                }
            }
    }

    /// <summary>What stands between the four nearest pixels.</summary>
    private static float Between(ReadOnlySpan<byte> map, int height, int width, double down, double across)
    {
        var (top, left) = ((int)down, (int)across);
        var (bottom, right) = (Math.Min(top + 1, height - 1) * width, Math.Min(left + 1, width - 1));
        var (lower, further) = ((float)(down - top), (float)(across - left));
        top *= width;
        return (1 - lower) * ((1 - further) * map[top + left] + further * map[top + right]) + lower * ((1 - further) * map[bottom + left] + further * map[bottom + right]);
    }

    private static float Mean(ReadOnlySpan<byte> image)
    {
        long sum = 0;
        foreach (var value in image) sum += value;
        return (float)sum / image.Length;
    }
}
