using CsCheck;
using Polytask.Modules;
using Polytask.Vision.Images;

namespace Polytask.Tests.Vision.Images;

public sealed class ResizingTests
{
    [Fact]
    public void An_image_of_the_size_stays_itself()
    {
        var image = new Image(new RowShape(1, 2, 2), [1, 2, 3, 4]);
        Assert.Same(image, image.Resize(2, 2));
    }

    [Fact]
    public void One_shade_stays_one_shade() => Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[1, 9], Gen.Byte).ForAll(c =>
    {
        var (height, width, newHeight, newWidth, shade) = c;
        var resized = new Image(new RowShape(2, height, width), [.. Enumerable.Repeat(shade, 2 * height * width)]).Resize(newHeight, newWidth);
        Assert.Equal(new RowShape(2, newHeight, newWidth), resized.Shape);
        Assert.All(resized.Bytes, value => Assert.Equal(shade, value));
    });

    [Fact]
    public void A_mirrored_image_is_resized_to_the_mirror_image() => Gen.Select(Gen.Int[1, 12], Gen.Int[1, 12], Gen.Byte.Array[12]).ForAll((width, newWidth, bytes) =>
    {
        var row = bytes[..width];
        var (one, other) = (Resized(row), Resized([.. row.Reverse()]).Reverse().ToArray());
        // Weights of both directions may differ in the last bit of a float, and so may a shade next to a half.
        for (var i = 0; i < newWidth; i++) Assert.InRange(one[i] - other[i], -1, 1);

        byte[] Resized(byte[] shades) => new Image(new RowShape(1, 1, width), shades).Resize(1, newWidth).Bytes;
    });

    [Fact]
    public void Twice_as_many_numbers_lie_on_straight_lines_between() =>
        Assert.Equal([0, 25, 75, 100], new Image(new RowShape(1, 1, 2), [0, 100]).Resize(1, 4).Bytes);
}
