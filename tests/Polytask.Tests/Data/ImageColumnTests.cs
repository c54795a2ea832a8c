using Polytask.Data;
using Polytask.Numerics;
using SkiaSharp;

namespace Polytask.Tests.Data;

public sealed class ImageColumnTests
{
    private const int Height = 3, Width = 4, Draws = 400;
    private static readonly byte[] Image = [.. Enumerable.Range(1, 2 * Height * Width).Select(i => (byte)(10 * i))];
    private static readonly float[][] Values = [[.. Enumerable.Range(0, 256).Select(value => (value - 50) / 4f)], [.. Enumerable.Range(0, 256).Select(value => value / 2f)]];

    [Fact]
    public void A_prediction_sees_images_as_they_are() =>
        Assert.Equal(Image.Select((value, i) => Values[i / (Height * Width)][value]), Plain(Column(new ImageVariation { Shift = 2, Flip = true, Crop = 0.3, Rotation = 20, Brightness = 0.5, Contrast = 0.2, Saturation = 0.1, Cutout = 0.5 })));

    [Fact]
    public void What_counts_is_seen_on_the_image_in_grey()
    {
        var relevance = new float[Height * Width];
        (relevance[0], relevance[5], relevance[6]) = (2, -2, 1);
        using var png = SKBitmap.Decode(Column(new ImageVariation()).Heat(0, relevance)!.Png());
        Assert.Equal(new SKColor(255, 160, 40), png.GetPixel(0, 0));
        Assert.Equal(new SKColor(60, 140, 255), png.GetPixel(5 % Width, 5 / Width));
        Assert.Equal(Image[1] / 2, png.GetPixel(1, 0).Red);
        Assert.InRange(png.GetPixel(6 % Width, 6 / Width).Red, Image[6] / 2 + 1, 254);
    }

    [Fact]
    public void Training_moves_and_mirrors_images()
    {
        var (random, seen) = (new RandomStream(1, "rows"), new HashSet<string>());
        var expected = from down in Enumerable.Range(-1, 3) from across in Enumerable.Range(-1, 3) from flipped in new[] { false, true } select View(down, across, flipped);
        for (var draw = 0; draw < Draws; draw++) seen.Add(Text(Varied(Column(new ImageVariation { Shift = 1, Flip = true }), random)));
        Assert.Equal(expected.Select(Text).Order(), seen.Order());
    }

    [Fact]
    public void Brightness_multiplies_what_bytes_stand_for()
    {
        var random = new RandomStream(1, "rows");
        for (var draw = 0; draw < Draws; draw++)
        {
            var numbers = Varied(Column(new ImageVariation { Brightness = 0.3 }), random);
            var factor = numbers[^1] / Values[1][Image[^1]];
            Assert.InRange(factor, 0.7, 1.3);
            // Back from the first channel's numbers to bytes, in float.
            for (var i = 0; i < Height * Width; i++) Assert.Equal(factor * Image[i], 4 * numbers[i] + 50, 1e-3);
        }
    }

    [Fact]
    public void Contrast_multiplies_distances_from_the_mean()
    {
        var random = new RandomStream(1, "rows");
        var mean = Image.Average(value => (double)value);
        for (var draw = 0; draw < Draws; draw++)
        {
            var numbers = Varied(Column(new ImageVariation { Contrast = 0.3 }), random);
            var factor = (2 * numbers[^1] - mean) / (Image[^1] - mean);
            Assert.InRange(factor, 0.7, 1.3);
            for (var i = 0; i < Height * Width; i++) Assert.Equal(mean + factor * (Image[i] - mean), 4 * numbers[i] + 50, 1e-3);
        }
    }

    [Fact]
    public void A_square_anywhere_is_left_out()
    {
        var (random, column, least) = (new RandomStream(1, "rows"), Column(new ImageVariation { Cutout = 0.67 }), Height * Width);
        var (plain, everywhere) = (Plain(column), new bool[Height * Width]);
        for (var draw = 0; draw < Draws; draw++)
        {
            var numbers = Varied(column, random);
            var left = Enumerable.Range(0, Height * Width).Where(i => numbers[i + Height * Width] != 0).ToArray();
            Assert.All(left, i => Assert.Equal((plain[i], plain[i + Height * Width]), (numbers[i], numbers[i + Height * Width])));
            foreach (var i in Enumerable.Range(0, Height * Width).Except(left)) everywhere[i] = true;
            least = Math.Min(least, left.Length);
        }
        Assert.Equal(Height * Width - 4, least);
        Assert.All(everywhere, Assert.True);
    }

    [Fact]
    public void The_same_random_numbers_make_the_same_images()
    {
        var column = Column(new ImageVariation { Shift = 1, Flip = true, Crop = 0.3, Rotation = 20, Brightness = 0.2, Contrast = 0.2, Saturation = 0.1, Cutout = 0.5 });
        Assert.Equal(Varied(column, new RandomStream(7, "rows")), Varied(column, new RandomStream(7, "rows")));
        var random = new RandomStream(7, "rows");
        Varied(Column(new ImageVariation()), random);
        Assert.Equal(0UL, random.Position);
    }

    [Theory]
    [InlineData(1, 3, 5)]
    [InlineData(3, 2, 2)]
    [InlineData(3, 200, 100)]
    public void A_picture_of_a_row_has_its_colours(int channels, int height, int width)
    {
        byte[] image = [.. Enumerable.Range(0, channels * height * width).Select(i => (byte)(7 * i))];
        var column = new ImageColumn(new([image, null], image.Length), [.. Enumerable.Repeat(Values[0], channels)], height, width);
        Assert.Null(column.Picture(1));
        using var png = SKBitmap.Decode(Convert.FromBase64String(column.Picture(0)!["data:image/png;base64,".Length..]));
        var every = height > 96 ? 3 : 1;
        Assert.Equal(((width + every - 1) / every, (height + every - 1) / every), (png.Width, png.Height));
        for (var y = 0; y < png.Height; y++)
            for (var x = 0; x < png.Width; x++)
            {
                byte At(int channel) => image[(channel * height + y * every) * width + x * every];
                Assert.Equal(new SKColor(At(0), At(channels / 2), At(channels - 1)), png.GetPixel(x, y));
            }
    }

    [Fact]
    public void An_image_of_another_size_is_refused() => Assert.Throws<ArgumentException>(() => new ImageColumn(new([new byte[5]], 5), Values, Height, Width));

    private static ImageColumn Column(ImageVariation variation) => new(new([Image], Image.Length), Values, Height, Width, variation);

    private static float[] Plain(ImageColumn column)
    {
        var numbers = new float[column.Width];
        column.CopyTo(0, numbers);
        return numbers;
    }

    private static float[] Varied(ImageColumn column, RandomStream random)
    {
        var numbers = new float[column.Width];
        column.CopyTo(0, numbers, random);
        return numbers;
    }

    /// <summary>The mirrored image, or not, one line and one number at a time.</summary>
    private static float[] View(int down, int across, bool flipped) => [.. Enumerable.Range(0, Image.Length).Select(i =>
    {
        var (channel, y, x) = (i / (Height * Width), i / Width % Height, i % Width);
        var line = Image.Skip((channel * Height + Math.Clamp(y + down, 0, Height - 1)) * Width).Take(Width).ToArray();
        if (flipped) Array.Reverse(line);
        return Values[channel][line[Math.Clamp(x + across, 0, Width - 1)]];
    })];

    private static string Text(float[] numbers) => string.Join(' ', numbers);
}
