using CsCheck;
using Polytask.Data;
using Polytask.Numerics;

namespace Polytask.Tests.Data;

public sealed class TargetBoxTests
{
    private const int Height = 20, Width = 30;

    // Edges are shares in float.
    private const float Tolerance = 1e-5f;

    [Fact]
    public void A_point_goes_where_the_pixel_is_that_comes_from_it() =>
        Gen.Select(Gen.Double[-180, 180], Gen.Double[0.2, 1], Gen.Double[-5, 5], Gen.Double[-5, 5], Gen.Bool, Gen.Int[0, Height - 1], Gen.Int[0, Width - 1]).ForAll(
            drawn =>
            {
                var (degrees, share, down, across, mirrored, y, x) = drawn;
                var affine = new Affine(Height, Width, degrees, share, down, across, mirrored);
                var (fromY, fromX) = affine.Source(y, x, Height, Width);
                // The middle of a pixel is half a pixel from its edge.
                var (toY, toX) = affine.Destination((fromY + 0.5) / Height, (fromX + 0.5) / Width);
                Assert.Equal((y + 0.5) / Height, toY, 1e-9);
                Assert.Equal((x + 0.5) / Width, toX, 1e-9);
            });

    [Fact]
    public void A_box_is_around_the_pixels_that_come_from_it()
    {
        // A rectangle in an image, varied without turning it: its box is that of its pixels, but for pixels that are cut through.
        float[] bytes = [.. Enumerable.Range(0, 256).Select(i => (float)i)];
        var image = new byte[Height * Width];
        for (var y = 5; y < 13; y++)
            for (var x = 6; x < 21; x++) image[y * Width + x] = 200;
        float[] box = [6f / Width, 5f / Height, 21f / Width, 13f / Height];
        var column = new ImageColumn(new([image], image.Length), [bytes], Height, Width, new ImageVariation { Shift = 4, Flip = true, Crop = 0.3 });
        var batch = new Batch(new EncodedRows(1, [column], [new TargetColumn(box, 4, [1], [true], new TargetBox())]), new int[50]).Varied(new RandomStream(1, "pass"));
        var (seen, room) = (new float[Height * Width], new float[4]);
        for (var i = 0; i < batch.Count; i++)
        {
            column.CopyTo(0, seen, batch.View(i)!);
            var moved = batch.Target(0, i, room);
            var inside = Enumerable.Range(0, seen.Length).Where(pixel => seen[pixel] > 100).ToArray();
            Assert.Equal(inside.Min(pixel => pixel % Width), moved[0] * Width, 1.0);
            Assert.Equal(inside.Min(pixel => pixel / Width), moved[1] * Height, 1.0);
            Assert.Equal(inside.Max(pixel => pixel % Width) + 1, moved[2] * Width, 1.0);
            Assert.Equal(inside.Max(pixel => pixel / Width) + 1, moved[3] * Height, 1.0);
        }
    }

    [Fact]
    public void A_mirror_exchanges_left_and_right() =>
        Close([0.3f, 0.2f, 0.9f, 0.5f], Moved([0.1f, 0.2f, 0.7f, 0.5f], new Affine(Height, Width, 0, 1, 0, 0, mirrored: true)));

    [Fact]
    public void A_quarter_turn_of_a_square_image_turns_its_boxes() =>
        Close([0.5f, 0.1f, 0.8f, 0.7f], Moved([0.1f, 0.2f, 0.7f, 0.5f], new Affine(Height, Height, 90, 1, 0, 0, mirrored: false)));

    [Fact]
    public void What_is_cut_off_leaves_a_smaller_box_and_at_last_none()
    {
        float[] box = [0.4f, 0.4f, 0.6f, 0.6f];
        // The middle of the image is read further down: what is there moves up.
        Close([0.4f, 0, 0.6f, 0.1f], Moved(box, new Affine(Height, Width, 0, 1, 0.5 * Height, 0, mirrored: false)));
        Assert.All(Moved(box, new Affine(Height, Width, 0, 1, 0.56 * Height, 0, mirrored: false)), edge => Assert.True(float.IsNaN(edge)));
        Assert.All(Moved(box, new Affine(Height, Width, 0, 1, 2 * Height, 0, mirrored: false)), edge => Assert.True(float.IsNaN(edge)));
    }

    private static void Close(float[] expected, float[] found)
    {
        foreach (var (one, other) in expected.Zip(found)) Assert.Equal(one, other, Tolerance);
    }

    private static float[] Moved(float[] box, Affine geometry)
    {
        var moved = new float[4];
        new TargetBox().Move(box, geometry, moved);
        return moved;
    }
}
