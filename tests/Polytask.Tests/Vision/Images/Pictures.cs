using SkiaSharp;

namespace Polytask.Tests.Vision.Images;

/// <summary>Image files for tests.</summary>
internal static class Pictures
{
    /// <summary>A file with the colours of a function of row and column.</summary>
    public static byte[] Encode(int height, int width, Func<int, int, SKColor> colour, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++) bitmap.SetPixel(x, y, colour(y, x));
        using var data = bitmap.Encode(format, 95);
        return data.ToArray();
    }
}
