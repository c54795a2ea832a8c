using Polytask.Data;
using Polytask.Vision.Images;

namespace Polytask.Vision.Features;

/// <summary>Images that were decoded before, by what cells say of them, as far as there is room.</summary>
/// <param name="room">How many bytes of them are kept.</param>
internal sealed class DecodedImages(long room)
{
    private readonly Dictionary<(string? Root, string Cell), byte[]> _images = [];
    private long _room = room;

    /// <summary>The bytes of an image, read unless they are known.</summary>
    /// <param name="cell">The path of the image, or a data URI.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="reader">Reads it.</param>
    /// <exception cref="DataException">It cannot be read, or has another size.</exception>
    public byte[] Read(string cell, Place place, ImageReader reader)
    {
        var key = (ImageCell.HoldsImage(cell) ? null : place.Root, cell);
        if (_images.TryGetValue(key, out var known)) return known;
        var image = reader.Read(cell, place);
        if (image.Length > _room) return image;
        _room -= image.Length;
        return _images[key] = image;
    }
}
