using Polytask.Modules;

namespace Polytask.Vision.Images;

/// <summary>
/// Resizes images: each number is a weighted mean of those around its place, with weights that fall in a straight line to 0, one pixel away, or so many as are made one.
/// The same on every platform.
/// </summary>
internal static class Resizing
{
    /// <summary>The image in another height and width.</summary>
    public static Image Resize(this Image image, int height, int width)
    {
        if (image.Shape.Height == height && image.Shape.Width == width) return image;
        var shape = image.Shape with { Height = height, Width = width };
        var bytes = new byte[shape.Numbers];
        var (down, across) = (Weights(image.Shape.Height, height), Weights(image.Shape.Width, width));
        var narrow = new float[image.Shape.Height * width];
        for (var channel = 0; channel < shape.Channels; channel++)
        {
            var from = image.Bytes.AsSpan(channel * image.Shape.Places, image.Shape.Places);
            for (var y = 0; y < image.Shape.Height; y++)
                for (var x = 0; x < width; x++)
                {
                    var sum = 0f;
                    for (var i = 0; i < across[x].Weights.Length; i++) sum += across[x].Weights[i] * from[y * image.Shape.Width + across[x].First + i];
                    narrow[y * width + x] = sum;
                }
            for (var y = 0; y < height; y++)
                for (var x = 0; x < width; x++)
                {
                    var sum = 0f;
                    for (var i = 0; i < down[y].Weights.Length; i++) sum += down[y].Weights[i] * narrow[(down[y].First + i) * width + x];
                    bytes[channel * shape.Places + y * width + x] = (byte)Math.Clamp(sum + 0.5f, 0, 255);
                }
        }
        return new Image(shape, bytes);
    }

    private static (int First, float[] Weights)[] Weights(int from, int to)
    {
        var scale = (double)from / to;
        var reach = Math.Max(1, scale);
        return [.. Enumerable.Range(0, to).Select(place =>
        {
            var centre = (place + 0.5) * scale - 0.5;
            var (first, last) = (Math.Max(0, (int)Math.Ceiling(centre - reach)), Math.Min(from - 1, (int)Math.Floor(centre + reach)));
            double[] weights = [.. Enumerable.Range(first, last - first + 1).Select(i => Math.Max(0, 1 - Math.Abs(i - centre) / reach))];
            var sum = weights.Sum();
            return (first, Array.ConvertAll(weights, weight => (float)(weight / sum)));
        })];
    }
}
