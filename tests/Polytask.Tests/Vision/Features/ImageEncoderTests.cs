using Polytask.Data;
using Polytask.Features;
using Polytask.Modules;
using Polytask.Testing;
using Polytask.Tests.Data;
using Polytask.Tests.Vision.Images;
using Polytask.Vision.Features;
using Polytask.Vision.Images;
using SkiaSharp;

namespace Polytask.Tests.Vision.Features;

public sealed class ImageEncoderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ImageChannels.Rgb, null)]
    [InlineData(ImageChannels.Grey, null)]
    [InlineData(ImageChannels.Grey, 5)]
    public void The_contract_of_encoders_holds(ImageChannels channels, int? size)
    {
        string?[] cells = [.. Enumerable.Range(0, 6).Select(i => ImageCell.Of(3, 2, [(byte)i, 0, 7, (byte)(9 * i), 80, 255]))];
        EncoderContract.Holds(new ImageEncoderOptions { Channels = channels, Height = size, Width = size }, [.. cells, null, cells[1]]);
    }

    [Fact]
    public void Every_channel_of_the_training_rows_has_a_mean_of_0_and_a_deviation_of_1()
    {
        var random = new Polytask.Numerics.RandomStream(1, "colours");
        for (var i = 0; i < 9; i++)
            _folder.Write($"{i}.png", Pictures.Encode(4, 6, (_, _) => new SKColor((byte)random.NextInt(256), (byte)(100 + random.NextInt(9)), 77)));
        var (encoder, column) = Encode(new ImageEncoderOptions(), [.. Enumerable.Range(0, 9).Select(i => $"{i}.png")]);
        Assert.Equal(new ImageShape("photo", new RowShape(3, 4, 6)), encoder.Shape);
        var images = Enumerable.Range(0, 6).Select(row => Row(column, row)).ToList();
        for (var channel = 0; channel < 3; channel++)
        {
            var numbers = images.SelectMany(image => image.Skip(24 * channel).Take(24)).ToList();
            var mean = numbers.Average();
            Assert.Equal(0, mean, 1e-5);
            // A channel of one shade has no deviation to bring to 1.
            Assert.Equal(channel < 2 ? 1 : 0, Math.Sqrt(numbers.Average(number => (number - mean) * (number - mean))), 1e-5);
        }
    }

    [Fact]
    public void A_missing_image_is_one_of_the_mean()
    {
        var (_, column) = Encode(new ImageEncoderOptions { Channels = ImageChannels.Grey }, [ImageCell.Of(1, 2, [0, 200]), null]);
        Assert.Equal([-1, 1], Row(column, 0));
        Assert.Equal([0, 0], Row(column, 1));
    }

    [Fact]
    public void An_image_of_another_size_is_an_error_unless_a_size_is_stated()
    {
        _folder.Write("a.png", Pictures.Encode(4, 6, (_, _) => SKColors.Red));
        _folder.Write("b.png", Pictures.Encode(5, 6, (_, _) => SKColors.Red));
        var error = Assert.Throws<DataException>(() => Encode(new ImageEncoderOptions(), ["a.png", "b.png"]));
        Assert.Equal("photos.csv:3: b.png  column 'photo': expected an image of 4 × 6 as in the first training row, found 5 × 6. State height and width of the input, and all are resized.", error.Message);
        Assert.Equal(new RowShape(3, 8, 8), Encode(new ImageEncoderOptions { Height = 8, Width = 8 }, ["a.png", "b.png"]).Encoder.Shape.Row);
    }

    [Fact]
    public void An_image_that_cannot_be_decoded_is_named()
    {
        _folder.Write("a.png", "no image");
        Assert.StartsWith("photos.csv:2: a.png  expected an image in PNG,", Assert.Throws<DataException>(() => Encode(new ImageEncoderOptions(), ["a.png"])).Message);
    }

    [Fact]
    public void Images_that_cannot_be_read_are_skipped_and_told_where_the_options_say_so()
    {
        _folder.Write("a.png", Pictures.Encode(4, 6, (x, _) => x > 2 ? SKColors.Red : SKColors.Blue));
        _folder.Write("b.png", "no image");
        _folder.Write("c.png", Pictures.Encode(5, 6, (_, _) => SKColors.Red));
        var skipping = new ImageEncoderOptions { SkipUnreadable = true };
        var (_, column) = Encode(skipping, ["b.png", "a.png", "a.png", null, "c.png", "d.png"]);
        Assert.Equal([0, 4, 5], column.Unreadable.Keys.Order());
        Assert.StartsWith("photos.csv:2: b.png  expected an image in PNG,", column.Unreadable[0], StringComparison.Ordinal);
        Assert.Contains("found 5 × 6", column.Unreadable[4], StringComparison.Ordinal);
        Assert.Contains("d.png", column.Unreadable[5], StringComparison.Ordinal);
        Assert.All(column.Unreadable.Keys, row => Assert.All(Row(column, row), number => Assert.Equal(0, number)));
        Assert.Contains(Row(column, 1), number => number != 0);
        Assert.Equal("inputs.photo: no training row has an image in column 'photo' that can be read. Expected at least one; check the column, or the split.", Assert.Throws<DataException>(() => Encode(skipping, ["b.png"])).Message);
    }

    [Fact]
    public void Images_without_room_are_decoded_again_to_the_same_numbers()
    {
        foreach (var name in new[] { "a", "b", "c" }) _folder.Write($"{name}.png", Pictures.Encode(4, 6, (x, y) => new SKColor((byte)(40 * x), (byte)(30 * y), (byte)name[0])));
        string?[] cells = ["a.png", "b.png", null, "c.png", "a.png", ImageCell.Of(4, 6, new byte[24])];
        var (kept, again) = (Encode(new ImageEncoderOptions(), cells).Column, Encode(new ImageEncoderOptions { CacheMegabytes = 0 }, cells).Column);
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "b.png")) File.Delete(file);
        for (var row = 0; row < cells.Length; row++)
            if (row == 1) Assert.StartsWith("photos.csv:3  expected the path of an image, found \"b.png\" and no file", Assert.Throws<DataException>(() => Row(again, row)).Message);
            else Assert.Equal(Row(kept, row), Row(again, row));
        Assert.Contains(Row(kept, 1), number => number != 0);
    }

    [Fact]
    public void Half_a_size_is_no_size() => Assert.Equal([("width", "expected height and width, found one of them. State both, or none.")], new ImageEncoderOptions { Height = 3 }.Problems());

    [Fact]
    public void Training_rows_without_an_image_are_an_error() =>
        Assert.StartsWith("inputs.photo: no training row has an image in column 'photo'.", Assert.Throws<DataException>(() => Encode(new ImageEncoderOptions(), [null])).Message);

    [Fact]
    public void A_damaged_state_is_an_error()
    {
        var state = System.Text.Json.JsonElement.Parse("""{ "shape": [1, 2], "channels": [] }""");
        Assert.StartsWith("input 'photo': expected the shape of images,", Assert.Throws<CheckpointException>(() => new ImageEncoderOptions().Restore("photo", state)).Message);
    }

    /// <summary>Fits an encoder on the first two thirds of some cells, and encodes them.</summary>
    private (Encoder Encoder, NumberColumn Column) Encode(ImageEncoderOptions options, string?[] cells)
    {
        var rows = new DataSet([new Table("photos", ["photo"], [.. cells.Select((cell, i) => new Row([cell], new Place("photos.csv", i + 2) { Root = _folder.Path }))])]);
        var split = new Split(rows, [.. cells.Select((_, i) => i < 2 * cells.Length / 3.0 ? Part.Training : Part.Test)]);
        var encoder = options.Fit("photo", split.Training);
        return (encoder, (NumberColumn)encoder.Encode(rows.Count, rows.Column("photo"), row => rows[row].Place));
    }

    private static float[] Row(NumberColumn column, int row)
    {
        var numbers = new float[column.Width];
        column.CopyTo(row, numbers);
        return numbers;
    }
}
