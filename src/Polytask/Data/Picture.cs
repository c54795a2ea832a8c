using SkiaSharp;

namespace Polytask.Data;

/// <summary>A picture for people to look at.</summary>
/// <param name="width">Pixels in a row.</param>
/// <param name="pixels">The colours, row after row: red, green and blue.</param>
internal sealed class Picture(int width, (byte Red, byte Green, byte Blue)[] pixels)
{
    private const int Largest = 96;
    private const string Scheme = "data:image/png;base64,";
    private readonly int _height = pixels.Length / width;

    /// <summary>The same, small: of large pictures every so many rows and columns.</summary>
    public Picture Small()
    {
        var every = (Math.Max(_height, width) + Largest - 1) / Largest;
        var small = new List<(byte, byte, byte)>();
        for (var y = 0; y < _height; y += every)
            for (var x = 0; x < width; x += every) small.Add(pixels[y * width + x]);
        return new Picture((width + every - 1) / every, [.. small]);
    }

    /// <summary>The same with the outline of a box, whose edges are shares of height and width.</summary>
    public Picture Outlined(float left, float top, float right, float bottom, (byte Red, byte Green, byte Blue) colour)
    {
        var outlined = ((byte, byte, byte)[])pixels.Clone();
        int At(float edge, int size, int inwards) => (int)Math.Clamp(Math.Round(edge * size) - inwards, 0, size - 1);
        var (x0, x1, y0, y1) = (At(left, width, 0), At(right, width, 1), At(top, _height, 0), At(bottom, _height, 1));
        for (var x = x0; x <= x1; x++) outlined[y0 * width + x] = outlined[y1 * width + x] = colour;
        for (var y = y0; y <= y1; y++) outlined[y * width + x0] = outlined[y * width + x1] = colour;
        return new Picture(width, outlined);
    }

    /// <summary>As a PNG.</summary>
    public byte[] Png()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, _height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (var i = 0; i < pixels.Length; i++) bitmap.SetPixel(i % width, i / width, new SKColor(pixels[i].Red, pixels[i].Green, pixels[i].Blue));
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    /// <summary>As a data URI of a PNG.</summary>
    public string DataUri() => Scheme + Convert.ToBase64String(Png());
}
