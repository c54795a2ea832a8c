using CsCheck;
using Polytask.Vision.Images;
using SkiaSharp;

namespace Polytask.Tests.Vision.Images;

public sealed class PngTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    public void Numbers_written_are_numbers_read(int bits) =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9]).SelectMany(size => Gen.UShort.Array[size.Item1 * size.Item2].Select(numbers => new PixelMap(size.Item1, size.Item2, [.. numbers.Select(number => (ushort)(number & (1 << bits) - 1))]))).ForAll(map =>
        {
            var read = PixelMapDecoder.Decode(Png.Encode(map, bits), "a.png");
            Assert.Equal((map.Height, map.Width), (read.Height, read.Width));
            Assert.Equal(map.Numbers, read.Numbers);
        }, iter: 40);

    [Fact]
    public void Filters_of_another_encoder_are_undone()
    {
        // A picture in which all filters pay off somewhere.
        using var bitmap = new SKBitmap(new SKImageInfo(33, 29, SKColorType.Gray8));
        byte At(int x, int y) => (byte)(x * y % 251 + (y > 9 ? x : 0) + (y > 19 ? 3 * y : 0));
        for (var y = 0; y < bitmap.Height; y++)
            for (var x = 0; x < bitmap.Width; x++) bitmap.SetPixel(x, y, new SKColor(At(x, y), At(x, y), At(x, y)));
        using var pixmap = bitmap.PeekPixels();
        foreach (var filter in new[] { SKPngEncoderFilterFlags.Sub, SKPngEncoderFilterFlags.Up, SKPngEncoderFilterFlags.Avg, SKPngEncoderFilterFlags.Paeth, SKPngEncoderFilterFlags.AllFilters })
        {
            using var encoded = pixmap.Encode(new SKPngEncoderOptions(filter, 9))!;
            var map = Png.Decode(encoded.ToArray(), "a.png");
            Assert.Equal([.. Enumerable.Range(0, 33 * 29).Select(i => (ushort)At(i % 33, i / 33))], map.Numbers);
        }
    }

    [Fact]
    public void Grey_of_another_decoder_is_the_same()
    {
        var map = new PixelMap(2, 3, [0, 7, 255, 128, 3, 90]);
        using var bitmap = SKBitmap.Decode(Png.Encode(map, 8));
        Assert.Equal(map.Numbers, Enumerable.Range(0, 6).Select(i => (ushort)bitmap.GetPixel(i % 3, i / 3).Red));
    }

    [Fact]
    public void Every_truncated_or_colourful_file_is_an_error()
    {
        var file = Png.Encode(new PixelMap(4, 4, new ushort[16]), 8);
        for (var length = 8; length < file.Length - 12; length++)
            Assert.StartsWith("m.png  ", Assert.Throws<DataException>(() => PixelMapDecoder.Decode(file[..length], "m.png")).Message, StringComparison.Ordinal);
        using var colours = new SKBitmap(2, 2);
        using var encoded = colours.Encode(SKEncodedImageFormat.Png, 100);
        Assert.Equal(
            "m.png  expected a number for every pixel: a PNG in grey or with a palette, not interlaced; found colours. Make it again in one of these.",
            Assert.Throws<DataException>(() => PixelMapDecoder.Decode(encoded.ToArray(), "m.png")).Message);
        Assert.Contains("expected a number for every pixel", Assert.Throws<DataException>(() => PixelMapDecoder.Decode("P6 1 1 255\n..."u8.ToArray(), "m.ppm")).Message);
    }

    [Fact]
    public void A_pgm_keeps_its_numbers() => Assert.Equal([0, 300, 1000], PixelMapDecoder.Decode("P2 3 1 1000\n0 300 1000"u8.ToArray(), "m.pgm").Numbers);
}
