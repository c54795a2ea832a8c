namespace Polytask.Data;

/// <summary>Images of one size as bytes; they become numbers where a batch is read. A row without an image is all zeros.</summary>
public sealed class ImageColumn : NumberColumn
{
    private readonly IReadOnlyList<byte[]?> _images;
    private readonly IReadOnlyList<float[]> _values;
    private readonly int _places;

    /// <summary>Takes decoded images.</summary>
    /// <param name="images">For each row, the bytes of one channel after another; <c>null</c> where there is no image.</param>
    /// <param name="values">For each channel, the number that each of the 256 bytes stands for.</param>
    /// <param name="places">Bytes of one channel.</param>
    /// <exception cref="ArgumentException">An image has another size.</exception>
    public ImageColumn(IReadOnlyList<byte[]?> images, IReadOnlyList<float[]> values, int places) : base(checked(values.Count * places))
    {
        foreach (var image in images)
            if (image is not null && image.Length != Width) throw new ArgumentException($"Expected images of {Width} bytes, found one of {image.Length}.", nameof(images));
        (_images, _values, _places) = (images, values, places);
    }

    /// <inheritdoc/>
    public override void CopyTo(int row, Span<float> numbers)
    {
        if (_images[row] is not { } image)
        {
            numbers.Clear();
            return;
        }
        for (var channel = 0; channel < _values.Count; channel++)
        {
            var values = _values[channel];
            var bytes = image.AsSpan(channel * _places, _places);
            var to = numbers.Slice(channel * _places, _places);
            for (var i = 0; i < bytes.Length; i++) to[i] = values[bytes[i]];
        }
    }
}
