using Polytask.Numerics;
using SkiaSharp;

namespace Polytask.Data;

/// <summary>Images of one size as bytes; they become numbers where a batch is read, and are varied there where one trains. A row without an image is all zeros.</summary>
public sealed class ImageColumn : NumberColumn
{
    private const int LargestPicture = 96;
    private readonly IReadOnlyList<byte[]?> _images;
    private readonly IReadOnlyList<float[]> _values;
    private readonly int _height, _width;
    private readonly ImageVariation? _variation;

    /// <summary>Takes decoded images.</summary>
    /// <param name="images">For each row, the bytes of one channel after another; <c>null</c> where there is no image.</param>
    /// <param name="values">For each channel, the number that each of the 256 bytes stands for: at the same distance from one to the next.</param>
    /// <param name="height">The height of an image.</param>
    /// <param name="width">The width of an image.</param>
    /// <param name="variation">How training varies them.</param>
    /// <exception cref="ArgumentException">An image has another size.</exception>
    public ImageColumn(IReadOnlyList<byte[]?> images, IReadOnlyList<float[]> values, int height, int width, ImageVariation? variation = null) : base(checked(values.Count * height * width))
    {
        foreach (var image in images)
            if (image is not null && image.Length != Width) throw new ArgumentException($"Expected images of {Width} bytes, found one of {image.Length}.", nameof(images));
        (_images, _values, _height, _width, _variation) = (images, values, height, width, variation is { Varies: true } ? variation : null);
    }

    /// <inheritdoc/>
    /// <remarks>Of large images every so many rows and columns, of one channel or the first three.</remarks>
    public override string? Picture(int row)
    {
        if (_images[row] is not { } image) return null;
        var every = (Math.Max(_height, _width) + LargestPicture - 1) / LargestPicture;
        using var bitmap = new SKBitmap(new SKImageInfo((_width + every - 1) / every, (_height + every - 1) / every, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (var y = 0; y < bitmap.Height; y++)
            for (var x = 0; x < bitmap.Width; x++) bitmap.SetPixel(x, y, new SKColor(At(0, y, x), At(1, y, x), At(2, y, x)));
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return $"data:image/png;base64,{Convert.ToBase64String(png.AsSpan())}";

        byte At(int channel, int y, int x) => image[((_values.Count < 3 ? 0 : channel) * _height + y * every) * _width + x * every];
    }

    /// <inheritdoc/>
    public override void CopyTo(int row, Span<float> numbers)
    {
        if (_images[row] is not { } image)
        {
            numbers.Clear();
            return;
        }
        var places = _height * _width;
        for (var channel = 0; channel < _values.Count; channel++)
        {
            var values = _values[channel];
            for (var i = channel * places; i < (channel + 1) * places; i++) numbers[i] = values[image[i]];
        }
    }

    /// <inheritdoc/>
    public override void CopyTo(int row, Span<float> numbers, RandomStream random)
    {
        if (_variation?.Draw(random, _height, _width) is { } view && _images[row] is { } image) view.Write(image, _values, _height, _width, numbers);
        else CopyTo(row, numbers);
    }
}
