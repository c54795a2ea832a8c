using Polytask.Data;
using Polytask.Modules;
using Polytask.Vision.Images;

namespace Polytask.Vision.Features;

/// <summary>Reads images of one column, all in the channels and the size of the input. Archives stay open until it is disposed of.</summary>
internal sealed class ImageReader(ImageEncoderOptions options, string column, RowShape? shape = null) : IDisposable
{
    private readonly ImageFiles _files = new();

    /// <summary>The shape that all have: as stated, or as the first has it.</summary>
    public RowShape? Shape { get; private set; } = shape;

    /// <summary>The bytes of an image of that shape, one channel after another.</summary>
    /// <param name="cell">The path of the image, or a data URI.</param>
    /// <param name="place">Where it stands.</param>
    /// <exception cref="DataException">It cannot be read, or has another size.</exception>
    public byte[] Read(string cell, Place place)
    {
        var image = ImageDecoder.Decode(_files.Read(cell, place), ImageFiles.Name(cell, place)).In(options.Channels);
        if (options is { Height: { } height, Width: { } width }) image = image.Resize(height, width);
        Shape ??= image.Shape;
        return image.Shape == Shape ? image.Bytes
            : throw new DataException($"{ImageFiles.Name(cell, place)}  column '{column}': expected an image of {Shape.Value.Height} × {Shape.Value.Width} as in the first training row, found {image.Shape.Height} × {image.Shape.Width}. State height and width of the input, and all are resized.");
    }

    /// <inheritdoc/>
    public void Dispose() => _files.Dispose();
}
