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
        var batch = Batch(new ImageVariation { Shift = 2, Flip = true }, new TargetMaps(Height, Width)).Varied(new RandomStream(1, "pass"));
        var (image, room, empty) = (new float[Pixels.Length], new float[Pixels.Length], 0);
        for (var i = 0; i < batch.Count; i++)
        {
            ((NumberColumn)batch.Data.Inputs[0]).CopyTo(0, image, batch.View(i)!);
            var label = batch.Target(0, i, room);
            for (var pixel = 0; pixel < Pixels.Length; pixel++)
                if (float.IsNaN(label[pixel])) empty++;
                else Assert.Equal(image[pixel], label[pixel], 1e-3f); // images are read between pixels, in float
        }
        // Of a shift by up to 2 in each direction, 1.2 of 4 rows and of 5 columns come in, in the mean: 1 - 0.7 × 0.76 of the pixels.
        Assert.Equal(0.468, empty / (double)(Draws * Pixels.Length), 0.07);
    }

    [Fact]
    public void A_direction_across_turns_round_in_a_mirror()
    {
        var batch = Batch(new ImageVariation { Flip = true }, new TargetMaps(Height / 2, Width, AreDirections: true)).Varied(new RandomStream(1, "pass"));
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
    public void Directions_turn_with_the_image()
    {
        // A quarter turn: what is read further down stands further to the right.
        var (moved, label) = (new float[18], new float[18]);
        label.AsSpan(0, 9).Fill(0.6f);
        label.AsSpan(9).Fill(0.8f);
        var turn = new Affine(3, 3, 90, 1, 0, 0, mirrored: false);
        new TargetMaps(3, 3, AreDirections: true).Move(label, turn, moved);
        var (down, across) = turn.Source(2, 1, 3, 3);
        // The pixel below the middle comes from a neighbour of the middle; that neighbour's direction away from the middle now points down.
        var pointing = turn.Turn(down - 1, across - 1);
        Assert.Equal((1, 0), (Math.Round(pointing.Down, 9), Math.Round(pointing.Across, 9)));
        var expected = turn.Turn(0.8, 0.6);
        Assert.All(moved[..9], x => Assert.Equal(expected.Across, x, 1e-6));
        Assert.All(moved[9..], y => Assert.Equal(expected.Down, y, 1e-6));
        Assert.Equal(1, expected.Across * expected.Across + expected.Down * expected.Down, 1e-9);
    }

    [Fact]
    public void Predictions_and_images_that_stay_have_labels_as_they_are()
    {
        Assert.Equal(Pixels, Batch(new ImageVariation { Shift = 2, Flip = true }, new TargetMaps(Height, Width)).Target(0, 0, new float[Pixels.Length]));
        Assert.True(Batch(new ImageVariation(), new TargetMaps(Height, Width)).Varied(new RandomStream(1, "pass")).Views.IsEmpty);
    }

    private static Batch Batch(ImageVariation variation, TargetMaps maps) => new(
        new EncodedRows(
            1, [new ImageColumn(new([[.. Pixels.Select(value => (byte)value)]], Pixels.Length), [Bytes], Height, Width, variation)], [new TargetColumn(Pixels, Pixels.Length, [1], [true], maps)]),
        new int[Draws]);
}
