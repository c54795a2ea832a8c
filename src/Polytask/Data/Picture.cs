using SkiaSharp;

namespace Polytask.Data;

/// <summary>Small pictures for people to look at.</summary>
internal static class Picture
{
    private const int Largest = 96;

    /// <summary>Of large images, every so many rows and columns are shown.</summary>
    public static int Every(int height, int width) => (Math.Max(height, width) + Largest - 1) / Largest;

    /// <summary>A picture as a data URI of a PNG.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="pixels">The colours: red, green and blue.</param>
    public static string Of(int width, IReadOnlyList<(byte Red, byte Green, byte Blue)> pixels) => $"data:image/png;base64,{Convert.ToBase64String(Png(width, pixels))}";

    /// <summary>A picture as a PNG.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="pixels">The colours: red, green and blue.</param>
    public static byte[] Png(int width, IReadOnlyList<(byte Red, byte Green, byte Blue)> pixels)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, pixels.Count / width, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (var i = 0; i < pixels.Count; i++) bitmap.SetPixel(i % width, i / width, new SKColor(pixels[i].Red, pixels[i].Green, pixels[i].Blue));
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}
