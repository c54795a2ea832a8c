using System.Text;
using CsCheck;
using Polytask.Modules;
using Polytask.Vision.Images;

namespace Polytask.Tests.Vision.Images;

public sealed class NetpbmTests
{
    [Fact]
    public void What_is_encoded_is_decoded() => Gen.Select(Gen.Bool, Gen.Int[1, 9], Gen.Int[1, 9], Gen.Byte.Array[3 * 81]).ForAll((isGrey, height, width, bytes) =>
    {
        var shape = new RowShape(isGrey ? 1 : 3, height, width);
        var image = Netpbm.Decode(Netpbm.Encode(new Image(shape, bytes[..shape.Numbers])), "a.pgm");
        Assert.Equal(shape, image.Shape);
        Assert.Equal(bytes[..shape.Numbers], image.Bytes);
    });

    [Theory]
    [InlineData("P2\n# by hand\n2 1\n# shades\n10\n0 10", new byte[] { 0, 255 })]
    [InlineData("P3 1 2 255 1 2 3  4 5 6\n", new byte[] { 1, 4, 2, 5, 3, 6 })]
    [InlineData("P5 2 1 255\nAz", new byte[] { 65, 122 })]
    [InlineData("P6 2 1 255 ABCabc", new byte[] { 65, 97, 66, 98, 67, 99 })]
    [InlineData("P5 2 1 65535 A\0z\u007f", new byte[] { 65, 122 })]
    public void Text_and_bytes_in_grey_and_colour_are_read(string file, byte[] expected) =>
        Assert.Equal(expected, Netpbm.Decode(Encoding.Latin1.GetBytes(file), "a.pgm").Bytes);

    [Theory]
    [InlineData("P5 2 2 255\nabc", "a.pgm  cannot be decoded: the image is truncated.")]
    [InlineData("P2 2 2 255 1 2 3", "a.pgm  cannot be decoded: the image is truncated.")]
    [InlineData("P5 2", "a.pgm  cannot be decoded: the image is truncated.")]
    [InlineData("P5 2 x 255\nabc", "a.pgm  expected a number in the image, found the byte 120.")]
    [InlineData("P2 1 1 9 10", "a.pgm  expected numbers up to 9, found 10.")]
    [InlineData("P5 1 1 0\na", "a.pgm  expected 1 to 65535 shades, found 0.")]
    [InlineData("P5 1 1 70000\naa", "a.pgm  expected 1 to 65535 shades, found 70000.")]
    [InlineData("P5 0 1 255\n", "a.pgm  expected an image of 1 to 50,000,000 pixels, found 0 × 1.")]
    [InlineData("P5 100000 100000 255\n", "a.pgm  expected an image of 1 to 50,000,000 pixels, found 100,000 × 100,000.")]
    [InlineData("P6 99999999999 99999999999 255\n", "a.pgm  expected an image of 1 to 50,000,000 pixels, found 2,147,483,647 × 2,147,483,647.")]
    public void Damaged_files_are_refused(string file, string message) =>
        Assert.StartsWith(message, Assert.Throws<DataException>(() => Netpbm.Decode(Encoding.Latin1.GetBytes(file), "a.pgm")).Message);

    [Fact]
    public void Any_bytes_are_an_image_or_an_error() => Gen.Byte.Array[0, 40].ForAll(bytes =>
    {
        try
        {
            Netpbm.Decode([(byte)'P', (byte)'2', (byte)' ', .. bytes], "a.pgm");
        }
        catch (DataException)
        {
            // Said in words.
        }
    });
}
