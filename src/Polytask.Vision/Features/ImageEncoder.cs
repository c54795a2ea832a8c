using System.Text.Json;
using Polytask.Data;
using Polytask.Features;
using Polytask.Modules;
using Polytask.Vision.Images;

namespace Polytask.Vision.Features;

/// <summary>Decodes images to bytes, all of them once, and those without room in memory again beside training; numbers are made of them where batches are read.</summary>
internal sealed class ImageEncoder(string name, ImageEncoderOptions options, RowShape shape, IReadOnlyList<ChannelLevel> levels, DecodedImages? fitted = null) : Encoder(name, options)
{
    // What fitting has decoded, for the first rows to encode, which are among them.
    private DecodedImages? _fitted = fitted;

    public override InputShape Shape => new ImageShape(Name, shape);

    public override EncodedColumn Encode(int rows, Func<int, string?> value, Func<int, Place> place)
    {
        var decoded = Interlocked.Exchange(ref _fitted, null) ?? new DecodedImages(options.Room);
        var reader = new ImageReader(options, Column, shape);
        var images = new RowArrays<byte>(
            rows, shape.Numbers, row => value(row) is not { } cell ? null : decoded?.Read(cell, place(row), reader) ?? reader.Read(cell, place(row)), options.Room, reader);
        var unreadable = new Dictionary<int, string>();
        for (var row = 0; row < rows; row++)
        {
            try
            {
                _ = images[row];
            }
            catch (DataException error) when (options.SkipUnreadable)
            {
                images.LeaveOut(row);
                unreadable[row] = error.Message;
            }
        }
        decoded = null;
        return new ImageColumn(images, [.. levels.Select(level => level.Values())], shape.Height, shape.Width, options.Variation) { Unreadable = unreadable };
    }

    public override void SaveState(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("shape");
        foreach (var size in new[] { shape.Channels, shape.Height, shape.Width }) writer.WriteNumberValue(size);
        writer.WriteEndArray();
        writer.WriteStartArray("channels");
        foreach (var level in levels)
        {
            writer.WriteStartObject();
            writer.WriteNumber("mean", level.Mean);
            writer.WriteNumber("deviation", level.Deviation);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
