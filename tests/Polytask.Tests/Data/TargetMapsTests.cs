using Polytask.Data;
using Polytask.Numerics;

namespace Polytask.Tests.Data;

public sealed class TargetMapsTests
{
    private const int Height = 4, Width = 5, Draws = 60;

    // The image and its label have the same number at every pixel.
    private static readonly float[] Pixels = [.. Enumerable.Range(1, Height * Width).Select(i => (float)i)];
    private static readonly float[] Bytes = [.. Enumerable.Range(0, 256).Select(i => (float)i)];

    [Fact]
    public void Labels_are_moved_with_their_image_and_have_none_at_the_border()
    {
        var batch = Batch(new ImageVariation(2, true, 0), new TargetMaps(Height, Width)).Varied(new RandomStream(1, "pass"));
        var (image, room, empty) = (new float[Pixels.Length], new float[Pixels.Length], 0);
        for (var i = 0; i < batch.Count; i++)
        {
            ((NumberColumn)batch.Data.Inputs[0]).CopyTo(0, image, batch.View(i)!);
            var label = batch.Target(0, i, room);
            for (var pixel = 0; pixel < Pixels.Length; pixel++)
                if (float.IsNaN(label[pixel])) empty++;
                else Assert.Equal(image[pixel], label[pixel]);
        }
        // Of a shift by up to 2 in each direction, 1.2 of 4 rows and of 5 columns come in, in the mean: 1 - 0.7 × 0.76 of the pixels.
        Assert.Equal(0.468, empty / (double)(Draws * Pixels.Length), 0.07);
    }

    [Fact]
    public void A_direction_across_turns_round_in_a_mirror()
    {
        var batch = Batch(new ImageVariation(0, true, 0), new TargetMaps(Height / 2, Width, PointAcross: true)).Varied(new RandomStream(1, "pass"));
        var seen = new HashSet<float>();
        for (var i = 0; i < batch.Count; i++)
        {
            var label = batch.Target(0, i, new float[Pixels.Length]);
            seen.Add(label[0]);
            Assert.Equal(label[0] < 0 ? -Pixels[Width - 1] : Pixels[0], label[0]);
            Assert.Equal(label[0] < 0 ? Pixels[^1] : Pixels[^Width], label[^Width]); // the second map is none
        }
        Assert.Equal(2, seen.Count);
    }

    [Fact]
    public void A_label_half_as_large_moves_half_as_far()
    {
        var column = new ImageColumn([new byte[4 * Pixels.Length]], [Bytes], 2 * Height, 2 * Width, new ImageVariation(4, false, 0));
        for (var seed = 1; seed <= Draws; seed++)
        {
            var (image, label) = (column.View(new RandomStream(seed, "view"), 2 * Height, 2 * Width)!.Value, column.View(new RandomStream(seed, "view"), Height, Width)!.Value);
            Assert.InRange(label.Down - image.Down / 2.0, -0.5, 0.5);
            Assert.InRange(label.Across - image.Across / 2.0, -0.5, 0.5);
        }
    }

    [Fact]
    public void Predictions_and_images_that_stay_have_labels_as_they_are()
    {
        Assert.Equal(Pixels, Batch(new ImageVariation(2, true, 0), new TargetMaps(Height, Width)).Target(0, 0, new float[Pixels.Length]));
        Assert.True(Batch(new ImageVariation(0, false, 0), new TargetMaps(Height, Width)).Varied(new RandomStream(1, "pass")).Views.IsEmpty);
    }

    private static Batch Batch(ImageVariation variation, TargetMaps maps) => new(
        new EncodedRows(
            1, [new ImageColumn([[.. Pixels.Select(value => (byte)value)]], [Bytes], Height, Width, variation)], [new TargetColumn(Pixels, Pixels.Length, [1], [true], maps)]),
        new int[Draws]);
}
