using System.Globalization;
using Polytask.Data;
using Polytask.Modules;
using Polytask.Vision.Images;

namespace Polytask.Vision.Features;

/// <summary>Images of one column, decoded once and kept as bytes.</summary>
internal sealed class DecodedImages(ImageEncoderOptions options, string column, RowShape? shape = null)
{
    private readonly Dictionary<(string? Root, string Cell), byte[]> _images = [];
    private long _bytes;

    /// <summary>The shape that all have: as stated, or as the first has it.</summary>
    public RowShape? Shape { get; private set; } = shape;

    /// <summary>The bytes of an image of that shape; <c>null</c> where it cannot be read, or has another size, and the options say to skip it.</summary>
    /// <param name="cell">The path of the image, or a data URI.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="files">The files read so far.</param>
    /// <param name="wrong">What is wrong with one that is skipped.</param>
    /// <exception cref="DataException">It cannot be read or has another size, and is not to be skipped, or it is one too many for memory.</exception>
    public byte[]? Decode(string cell, Place place, ImageFiles files, out string? wrong)
    {
        wrong = null;
        var key = (ImageCell.HoldsImage(cell) ? null : place.Root, cell);
        if (_images.TryGetValue(key, out var known)) return known;
        Image image;
        try
        {
            image = Read(cell, place, files);
        }
        catch (DataException error) when (options.SkipUnreadable)
        {
            wrong = error.Message;
            return null;
        }
        if ((_bytes += image.Bytes.Length) > ImageLimits.DecodedBytes)
            throw new DataException(string.Create(CultureInfo.InvariantCulture, $"{place}  column '{column}': expected at most {ImageLimits.DecodedBytes:N0} bytes of decoded images, found more. State a smaller height and width, or take fewer rows."));
        return _images[key] = image.Bytes;
    }

    private Image Read(string cell, Place place, ImageFiles files)
    {
        var image = ImageDecoder.Decode(files.Read(cell, place), ImageFiles.Name(cell, place)).In(options.Channels);
        if (options is { Height: { } height, Width: { } width }) image = image.Resize(height, width);
        Shape ??= image.Shape;
        if (image.Shape != Shape)
            throw new DataException($"{ImageFiles.Name(cell, place)}  column '{column}': expected an image of {Shape.Value.Height} × {Shape.Value.Width} as in the first training row, found {image.Shape.Height} × {image.Shape.Width}. State height and width of the input, and all are resized.");
        return image;
    }
}
