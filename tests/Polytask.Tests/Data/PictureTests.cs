using Polytask.Data;
using SkiaSharp;

namespace Polytask.Tests.Data;

public sealed class PictureTests
{
    private static readonly (byte, byte, byte) Ink = (255, 0, 0);

    [Fact]
    public void Pixels_are_those_that_were_given()
    {
        using var png = SKBitmap.Decode(new Picture(2, [(1, 2, 3), (4, 5, 6), (7, 8, 9), (10, 11, 12)]).Png());
        Assert.Equal([new SKColor(1, 2, 3), new SKColor(4, 5, 6), new SKColor(7, 8, 9), new SKColor(10, 11, 12)], png.Pixels);
    }

    [Theory]
    [InlineData(28, 28, 28, 28)]
    [InlineData(48, 12, 48, 12)]
    [InlineData(96, 50, 96, 50)]
    [InlineData(160, 120, 80, 60)]
    [InlineData(1000, 30, 91, 3)]
    public void Small_ones_fit_into_a_table(int width, int height, int smallWidth, int smallHeight)
    {
        using var png = SKBitmap.Decode(new Picture(width, [.. Enumerable.Range(0, width * height).Select(i => ((byte)(i % width), (byte)(i / width), (byte)0))]).Small().Png());
        Assert.Equal((smallWidth, smallHeight), (png.Width, png.Height));
        Assert.Equal(SKColors.Black, png.GetPixel(0, 0));
    }

    [Fact]
    public void A_box_has_an_outline()
    {
        using var png = SKBitmap.Decode(new Picture(8, new (byte, byte, byte)[64]).Outlined(0.25f, 0.5f, 0.75f, 1, Ink).Png());
        for (var y = 0; y < 8; y++)
            for (var x = 0; x < 8; x++)
            {
                var isEdge = x is >= 2 and <= 5 && y >= 4 && (x is 2 or 5 || y is 4 or 7);
                Assert.Equal(isEdge ? SKColors.Red : SKColors.Black, png.GetPixel(x, y));
            }
    }

    [Fact]
    public void A_box_beyond_the_image_is_drawn_at_its_edge()
    {
        using var png = SKBitmap.Decode(new Picture(4, new (byte, byte, byte)[16]).Outlined(-3, -3, 7, 7, Ink).Png());
        Assert.Equal(12, png.Pixels.Count(pixel => pixel == SKColors.Red));
    }
}
