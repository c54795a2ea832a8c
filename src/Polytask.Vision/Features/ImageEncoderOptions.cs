using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Polytask.Catalog;
using Polytask.Data;
using Polytask.Features;
using Polytask.Modules;
using Polytask.Vision.Images;

namespace Polytask.Vision.Features;

/// <summary>
/// An image: a path, relative to the file in which it stands, or a data URI that holds the image itself. PNG, JPEG, BMP, WebP, PGM or PPM. Every channel is standardised by
/// mean and deviation of the training rows; a missing image is one of the mean alone.
/// </summary>
[Kind("image")]
public sealed record ImageEncoderOptions : EncoderOptions, IConstrained
{
    /// <summary>What the model sees of every place.</summary>
    public ImageChannels Channels { get; init; } = ImageChannels.Rgb;

    /// <summary>The height that every image is resized to; by default that of the first training row, which all must have.</summary>
    [Range(1, 4096)]
    public int? Height { get; init; }

    /// <summary>The width that every image is resized to; by default that of the first training row, which all must have.</summary>
    [Range(1, 4096)]
    public int? Width { get; init; }

    /// <summary>
    /// Whether rows whose image cannot be read, or has another size, are left out of training and measuring, and counted in a notice; by default the first one ends the run, before
    /// anything is trained. A prediction from such an image is refused.
    /// </summary>
    public bool SkipUnreadable { get; init; }

    /// <summary>How many megabytes of decoded images are kept in memory. Others are decoded again in every epoch, beside training, to the same result.</summary>
    [Range(0, 1 << 20)]
    public int CacheMegabytes { get; init; } = 1024;

    /// <summary>The most pixels by which training moves an image, up or down and to a side, each time anew; what comes in repeats its edge. Predictions see images as they are.</summary>
    [Range(0, 1024)]
    public int Shift { get; init; }

    /// <summary>Whether training mirrors an image, left and right, every other time.</summary>
    public bool Flip { get; init; }

    /// <summary>The largest share of height and width that training cuts off, each time anew; the rest, from anywhere, is enlarged.</summary>
    [Range(0, 0.9)]
    public double Crop { get; init; }

    /// <summary>The largest angle in degrees by which training turns an image, each time anew; what comes in repeats its edge.</summary>
    [Range(0, 180)]
    public double Rotation { get; init; }

    /// <summary>The largest share by which training makes an image brighter or darker, each time anew.</summary>
    [Range(0, 0.9)]
    public double Brightness { get; init; }

    /// <summary>The largest share by which training makes the contrast of an image higher or lower, each time anew.</summary>
    [Range(0, 0.9)]
    public double Contrast { get; init; }

    /// <summary>The largest share by which training makes the colours of an image stronger or weaker, each time anew.</summary>
    [Range(0, 1)]
    public double Saturation { get; init; }

    /// <summary>The side of a square that training leaves out of an image, each time elsewhere, as a share of the shorter side (DeVries and Taylor, 2017).</summary>
    [Range(0, 1)]
    public double Cutout { get; init; }

    /// <summary>How many bytes of decoded images are kept.</summary>
    internal long Room => (long)CacheMegabytes << 20;

    /// <summary>How training varies images.</summary>
    internal ImageVariation Variation => new()
    {
        Shift = Shift, Flip = Flip, Crop = Crop, Rotation = Rotation, Brightness = Brightness, Contrast = Contrast, Saturation = Saturation, Cutout = Cutout,
    };

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Problems()
    {
        if (Height is null != Width is null) yield return (Height is null ? "height" : "width", "expected height and width, found one of them. State both, or none.");
    }

    /// <inheritdoc/>
    public override bool GivesNumbers => true;

    /// <inheritdoc/>
    public override Encoder Fit(string name, TrainingRows rows)
    {
        var (images, counts) = (new DecodedImages(Room), new ChannelCounts());
        using var reader = new ImageReader(this, Column ?? name);
        foreach (var (cell, place) in rows.Column(Column ?? name))
        {
            try
            {
                var image = images.Read(cell, place, reader);
                counts.Add(image, reader.Shape!.Value);
            }
            catch (DataException) when (SkipUnreadable)
            {
                // Said and counted when images are encoded.
            }
        }
        if (reader.Shape is not { } shape) throw new DataException($"inputs.{name}: no training row has an image in column '{Column ?? name}'{(SkipUnreadable ? " that can be read" : "")}. Expected at least one; check the column, or the split.");
        return new ImageEncoder(name, this, shape, counts.Levels(), images);
    }

    /// <inheritdoc/>
    public override Encoder Restore(string name, JsonElement state)
    {
        try
        {
            int[] shape = [.. state.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
            ChannelLevel[] levels = [.. state.GetProperty("channels").EnumerateArray().Select(level => new ChannelLevel(level.GetProperty("mean").GetDouble(), level.GetProperty("deviation").GetDouble()))];
            if (shape.Length != 3 || shape.Min() < 1 || shape[0] != levels.Length || levels.Any(level => !double.IsFinite(level.Mean) || !(level.Deviation > 0))) throw new FormatException();
            return new ImageEncoder(name, this, new RowShape(shape[0], shape[1], shape[2]), levels);
        }
        catch (Exception error) when (error is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new CheckpointException($"input '{name}': expected the shape of images, and mean and deviation of every channel; found {state}. The model file is damaged; train again.", error);
        }
    }
}
