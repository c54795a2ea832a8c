using System.Text.Json;
using Polytask.Data;
using Polytask.Features;
using Polytask.Modules;
using Polytask.Vision.Images;

namespace Polytask.Vision.Features;

/// <summary>Decodes images to bytes; numbers are made of them where batches are read.</summary>
internal sealed class ImageEncoder(string name, ImageEncoderOptions options, RowShape shape, IReadOnlyList<ChannelLevel> levels, DecodedImages? fitted = null) : Encoder(name, options)
{
    // What fitting has decoded, for the first rows to encode, which are among them.
    private DecodedImages? _fitted = fitted;

    public override InputShape Shape => new ImageShape(Name, shape);

    public override EncodedColumn Encode(int rows, Func<int, string?> value, Func<int, Place> place)
    {
        var decoded = Interlocked.Exchange(ref _fitted, null) ?? new DecodedImages(options, Column, shape);
        using var files = new ImageFiles();
        var (images, unreadable) = (new byte[]?[rows], new Dictionary<int, string>());
        for (var row = 0; row < rows; row++)
            if (value(row) is { } cell)
            {
                images[row] = decoded.Decode(cell, place(row), files, out var wrong);
                if (wrong is not null) unreadable[row] = wrong;
            }
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
