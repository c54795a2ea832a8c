using Polytask.Modules;
using SkiaSharp;

namespace Polytask.Vision.Images;

/// <summary>Decodes image files: PNG, JPEG, BMP, WebP and what else SkiaSharp knows; PGM and PPM here. What is transparent stands on white.</summary>
internal static class ImageDecoder
{
    /// <summary>Decodes a file.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="place">Its name, for messages.</param>
    /// <exception cref="DataException">It is no image, truncated, damaged or too large.</exception>
    public static Image Decode(byte[] bytes, string place) => Netpbm.Is(bytes) ? Netpbm.Decode(bytes, place) : DecodeWithSkia(bytes, place);

    private static Image DecodeWithSkia(byte[] bytes, string place)
    {
        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data)
            ?? throw new DataException($"{place}  expected an image in PNG, JPEG, BMP, WebP, PGM or PPM, found {(bytes.Length == 0 ? "an empty file" : "another file or a damaged one")}. Take it out, or fetch it again.");
        ImageLimits.Check(place, codec.Info.Width, codec.Info.Height);
        var isGrey = codec.Info.ColorType == SKColorType.Gray8;
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, isGrey ? SKColorType.Gray8 : SKColorType.Rgba8888, isGrey ? SKAlphaType.Opaque : SKAlphaType.Premul);
        using var bitmap = new SKBitmap(info);
        var result = codec.GetPixels(info, bitmap.GetPixels());
        if (result != SKCodecResult.Success)
            throw new DataException($"{place}  cannot be decoded: the image is {(result == SKCodecResult.IncompleteInput ? "truncated" : "damaged")}. Take it out, or fetch it again.");
        var pixels = bitmap.GetPixelSpan();
        return isGrey ? Rows(pixels, info, bitmap.RowBytes) : Planes(pixels, info, bitmap.RowBytes);
    }

    private static Image Rows(ReadOnlySpan<byte> pixels, SKImageInfo info, int stride)
    {
        var shape = new RowShape(1, info.Height, info.Width);
        var bytes = new byte[shape.Numbers];
        for (var y = 0; y < info.Height; y++) pixels.Slice(y * stride, info.Width).CopyTo(bytes.AsSpan(y * info.Width));
        return new Image(shape, bytes);
    }

    private static Image Planes(ReadOnlySpan<byte> pixels, SKImageInfo info, int stride)
    {
        var shape = new RowShape(3, info.Height, info.Width);
        var bytes = new byte[shape.Numbers];
        for (var y = 0; y < info.Height; y++)
            for (var x = 0; x < info.Width; x++)
            {
                var pixel = pixels.Slice(y * stride + 4 * x, 4);
                // Colours are multiplied by their opacity already; the rest is the white behind them.
                for (var channel = 0; channel < 3; channel++) bytes[channel * shape.Places + y * info.Width + x] = (byte)(pixel[channel] + (255 - pixel[3]));
            }
        return new Image(shape, bytes);
    }
}
