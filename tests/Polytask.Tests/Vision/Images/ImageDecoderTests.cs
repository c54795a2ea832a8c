using Polytask.Modules;
using Polytask.Vision.Images;
using SkiaSharp;

namespace Polytask.Tests.Vision.Images;

public sealed class ImageDecoderTests
{
    // Lossless formats give the numbers that were written; the others come near.
    private const int Lossy = 12;

    [Theory]
    [InlineData(SKEncodedImageFormat.Png, 0)]
    [InlineData(SKEncodedImageFormat.Jpeg, Lossy)]
    [InlineData(SKEncodedImageFormat.Webp, Lossy)]
    public void Channels_come_one_after_another(SKEncodedImageFormat format, int tolerance)
    {
        var image = ImageDecoder.Decode(Pictures.Encode(8, 16, (_, x) => x < 8 ? new SKColor(200, 40, 40) : new SKColor(30, 30, 180), format), "a");
        Assert.Equal(new RowShape(3, 8, 16), image.Shape);
        foreach (var (at, expected) in new[] { (0, 200), (128 + 0, 40), (256 + 0, 40), (8 * 16 - 1, 30), (128 + 8 * 16 - 1, 30), (256 + 8 * 16 - 1, 180) })
            Assert.InRange(image.Bytes[at], expected - tolerance, expected + tolerance);
    }

    [Fact]
    public void A_bitmap_is_read()
    {
        // A head of 54 bytes, then rows from the last to the first, blue before green before red, in units of 4 bytes.
        byte[] file = [(byte)'B', (byte)'M', 62, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 24, 0, .. new byte[24], 1, 2, 3, 0, 4, 5, 6, 0];
        Assert.Equal([6, 3, 5, 2, 4, 1], ImageDecoder.Decode(file, "a.bmp").Bytes);
    }

    [Fact]
    public void What_is_transparent_stands_on_white() =>
        Assert.Equal([255, 255, 255], ImageDecoder.Decode(Pictures.Encode(1, 1, (_, _) => new SKColor(0, 0, 0, 0)), "a.png").Bytes);

    [Fact]
    public void Colour_becomes_grey_and_grey_colour()
    {
        var image = ImageDecoder.Decode(Pictures.Encode(1, 1, (_, _) => new SKColor(200, 100, 50)), "a.png");
        Assert.Equal([(byte)Math.Round(0.299 * 200 + 0.587 * 100 + 0.114 * 50)], image.In(ImageChannels.Grey).Bytes);
        Assert.Equal([7, 7, 7], new Image(new RowShape(1, 1, 1), [7]).In(ImageChannels.Rgb).Bytes);
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    public void A_truncated_image_is_refused(SKEncodedImageFormat format)
    {
        var file = Pictures.Encode(64, 64, (y, x) => new SKColor((byte)(y * 37), (byte)(x * 91), (byte)(x * y)), format);
        var error = Assert.Throws<DataException>(() => ImageDecoder.Decode(file[..(file.Length / 2)], "a"));
        Assert.StartsWith("a  cannot be decoded: the image is truncated.", error.Message);
    }

    [Fact]
    public void Another_file_is_refused()
    {
        Assert.StartsWith("a.png  expected an image in PNG, JPEG, BMP, WebP, PGM or PPM, found another file", Assert.Throws<DataException>(() => ImageDecoder.Decode("not an image"u8.ToArray(), "a.png")).Message);
        Assert.StartsWith("a.png  expected an image in PNG, JPEG, BMP, WebP, PGM or PPM, found an empty file", Assert.Throws<DataException>(() => ImageDecoder.Decode([], "a.png")).Message);
    }

    [Fact]
    public void An_image_bomb_is_refused_before_it_unpacks()
    {
        var file = Pictures.Encode(1, 1, (_, _) => SKColors.Black);
        // The head of a PNG states width and height behind its signature, under a check sum.
        int[] side = [0, 1, 0, 0];
        for (var i = 0; i < 4; i++) file[16 + i] = file[20 + i] = (byte)side[i];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(29), Crc32(file.AsSpan(12, 17)));
        Assert.StartsWith("bomb.png  expected an image of 1 to 50,000,000 pixels, found 65,536 × 65,536.", Assert.Throws<DataException>(() => ImageDecoder.Decode(file, "bomb.png")).Message);
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++) sum = (sum & 1) != 0 ? sum >> 1 ^ 0xedb88320 : sum >> 1;
        }
        return ~sum;
    }
}
