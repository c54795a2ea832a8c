using Polytask.Testing;
using Polytask.Tests.Data;
using Polytask.Vision.Images;
using Polytask.Vision.Sources;

namespace Polytask.Tests.Vision.Sources;

public sealed class ShapesSourceTests
{
    [Fact]
    public void Images_are_the_same_every_time_and_the_first_ones_however_many_there_are()
    {
        var source = new ShapesSource { Rows = 20, Seed = 3 };
        SourceContract.Holds(source);
        Assert.Equal(source.Cells()[..5], (source with { Rows = 5 }).Cells());
        Assert.NotEqual(source.Cells()[0], (source with { Seed = 4 }).Cells()[0]);
    }

    [Fact]
    public void What_is_drawn_has_the_colour_and_the_count_of_its_labels()
    {
        foreach (var row in new ShapesSource { Rows = 60, Size = 32 }.Cells())
        {
            var image = Netpbm.Decode(ImageCell.Bytes(row[0]!, "cell"), "cell");
            // Colour where channels differ by more than the noise of the ground does; figures stand in quarters of their own.
            var coloured = Enumerable.Range(0, 32 * 32).Where(i => Rgb(i).Max() - Rgb(i).Min() > 50).ToList();
            var mean = Enumerable.Range(0, 3).Select(channel => coloured.Average(i => Rgb(i)[channel])).ToArray();
            Assert.Equal(row[2], mean switch { [var r, var g, var b] when b > r && b > g => "blue", [var r, var g, _] when g > 1.5 * r => "green", [var r, var g, _] when r > 1.7 * g => "red", _ => "yellow" });
            Assert.Equal(row[3], $"{coloured.CountBy(i => (i / 32 / 16, i % 32 / 16)).Count(quarter => quarter.Value > 8)}");

            int[] Rgb(int place) => [image.Bytes[place], image.Bytes[1024 + place], image.Bytes[2048 + place]];
        }
    }

    [Fact]
    public void Labels_of_pixels_are_those_of_the_figures()
    {
        string[] shapes = ["ground", "circle", "cross", "square", "triangle"];
        var source = new ShapesSource { Rows = 40, Size = 32, Pixels = true };
        SourceContract.Holds(source);
        Assert.Equal((source with { Pixels = false }).Cells(), source.Cells().Select(row => row[..6]));
        foreach (var row in source.Cells())
        {
            PixelMap Map(int column) => PixelMapDecoder.Decode(ImageCell.Bytes(row[column]!, "cell"), "cell");
            var (image, mask, depth) = (Netpbm.Decode(ImageCell.Bytes(row[0]!, "cell"), "cell"), Map(6), Map(7));
            Assert.Equal(["ground", row[1]!], mask.Numbers.Distinct().Order().Select(number => shapes[number]));
            for (var i = 0; i < mask.Numbers.Length; i++)
            {
                int[] rgb = [image.Bytes[i], image.Bytes[1024 + i], image.Bytes[2048 + i]];
                // What is covered by more than half has most of the figure's colour, beside which the ground is grey.
                if (mask.Numbers[i] > 0) Assert.True(rgb.Max() - rgb.Min() > 20);
                Assert.InRange(depth.Numbers[i], mask.Numbers[i] > 0 ? 800 : 3000, mask.Numbers[i] > 0 ? 1250 : 4000);
            }
        }
    }

    [Fact]
    public void The_box_is_around_all_that_is_coloured_and_empty_images_have_none()
    {
        var empty = 0;
        foreach (var row in new ShapesSource { Rows = 80, Size = 32, Empty = 0.3 }.Cells())
        {
            var image = Netpbm.Decode(ImageCell.Bytes(row[0]!, "cell"), "cell");
            var coloured = Enumerable.Range(0, 32 * 32).Where(i => new[] { image.Bytes[i], image.Bytes[1024 + i], image.Bytes[2048 + i] } is var rgb && rgb.Max() - rgb.Min() > 60).ToList();
            if (row[5] == "no")
            {
                empty++;
                Assert.Equal([null, null, null, null], row[1..5]);
                Assert.Empty(coloured);
                continue;
            }
            double[] box = [.. row[4]!.Split(' ').Select(edge => 32 * double.Parse(edge, System.Globalization.CultureInfo.InvariantCulture))];
            // Smooth edges are paler than the figure: by at most a pixel and a half.
            double[] found = [coloured.Min(i => i % 32), coloured.Min(i => i / 32), coloured.Max(i => i % 32) + 1, coloured.Max(i => i / 32) + 1];
            foreach (var (edge, other) in box.Zip(found)) Assert.Equal(edge, other, 1.5);
        }
        // Four deviations of a share of 80 rows.
        Assert.Equal(0.3, empty / 80.0, 4 * Math.Sqrt(0.3 * 0.7 / 80));
    }

    [Fact]
    public void Labels_may_be_missing()
    {
        var cells = new ShapesSource { Rows = 400, Missing = 0.5 }.Cells();
        // Four deviations of a share of 400 rows.
        for (var column = 1; column < 4; column++) Assert.Equal(0.5, cells.Count(row => row[column] is null) / 400.0, 4 * Math.Sqrt(0.25 / 400));
    }
}
