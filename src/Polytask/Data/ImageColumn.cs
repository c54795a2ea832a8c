using Polytask.Numerics;

namespace Polytask.Data;

/// <summary>Images of one size as bytes; they become numbers where a batch is read, and are varied there where one trains. A row without an image is all zeros.</summary>
public sealed class ImageColumn : NumberColumn
{
    private static readonly (byte Red, byte Green, byte Blue) Outline = (255, 0, 200), For = (255, 160, 40), Against = (60, 140, 255);
    private readonly RowArrays<byte> _images;
    private readonly IReadOnlyList<float[]> _values;
    private readonly int _height, _width;
    private readonly ImageVariation? _variation;

    /// <summary>Takes decoded images.</summary>
    /// <param name="images">For each row, the bytes of one channel after another; none where there is no image.</param>
    /// <param name="values">For each channel, the number that each of the 256 bytes stands for: at the same distance from one to the next.</param>
    /// <param name="height">The height of an image.</param>
    /// <param name="width">The width of an image.</param>
    /// <param name="variation">How training varies them.</param>
    /// <exception cref="ArgumentException">The images have another size.</exception>
    public ImageColumn(RowArrays<byte> images, IReadOnlyList<float[]> values, int height, int width, ImageVariation? variation = null) : base(checked(values.Count * height * width))
    {
        if (images.Length != Width) throw new ArgumentException($"Expected images of {Width} bytes, found {images.Length}.", nameof(images));
        (_images, _values, _height, _width, _variation) = (images, values, height, width, variation is { Varies: true } ? variation : null);
    }

    /// <inheritdoc/>
    internal override bool IsAtHand => _images.AreKept;

    /// <inheritdoc/>
    internal override void Expect(ReadOnlyMemory<int> rows) => _images.Expect(rows);

    /// <inheritdoc/>
    public override bool Varies => _variation is not null;

    /// <inheritdoc/>
    internal override Affine? Geometry(RandomStream random) => _variation?.Draw(random, _height, _width).Geometry;

    /// <summary>Places of an image.</summary>
    internal int Places => _height * _width;

    /// <inheritdoc/>
    public override string? Picture(int row) => Whole(row)?.Small().DataUri();

    /// <summary>A small picture of an image with the outline of a box in it, as a data URI; <c>null</c> where there is no image.</summary>
    /// <param name="row">The row.</param>
    /// <param name="box">Left, top, right and bottom in shares of the image, [4].</param>
    internal string? Boxed(int row, ReadOnlySpan<float> box) => Whole(row)?.Small().Outlined(box[0], box[1], box[2], box[3], Outline).DataUri();

    /// <summary>A picture of what counts in an image, on the image in grey: orange where it speaks for a prediction, blue where it speaks against it.</summary>
    /// <param name="row">The row.</param>
    /// <param name="relevance">How much every place counts, [places].</param>
    internal Picture? Heat(int row, ReadOnlySpan<float> relevance)
    {
        if (_images[row] is not { } image) return null;
        float[] sizes = [.. relevance.ToArray().Select(Math.Abs).Order()];
        // A hundredth of the places are as bright as can be: a single one would leave all others dark.
        var largest = Math.Max(float.Epsilon, sizes[(sizes.Length - 1) * 99 / 100]);
        var pixels = new (byte, byte, byte)[Places];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (share, grey) = (Math.Min(1, Math.Abs(relevance[i]) / largest), (At(image, 0, i) + At(image, 1, i) + At(image, 2, i)) / 6f);
            var (red, green, blue) = relevance[i] > 0 ? For : Against;
            byte Mixed(byte part) => (byte)(grey + share * (part - grey));
            pixels[i] = (Mixed(red), Mixed(green), Mixed(blue));
        }
        return new Picture(_width, pixels);
    }

    /// <summary>The picture of an image, of one channel or the first three; <c>null</c> where there is none.</summary>
    private Picture? Whole(int row) => _images[row] is { } image ? new Picture(_width, [.. Enumerable.Range(0, Places).Select(i => (At(image, 0, i), At(image, 1, i), At(image, 2, i)))]) : null;

    private byte At(byte[] image, int channel, int place) => image[(_values.Count < 3 ? 0 : channel) * Places + place];

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
            for (var i = channel * Places; i < (channel + 1) * Places; i++) numbers[i] = values[image[i]];
        }
    }

    /// <inheritdoc/>
    public override void CopyTo(int row, Span<float> numbers, RandomStream random)
    {
        if (_variation?.Draw(random, _height, _width) is { } view && _images[row] is { } image) view.Write(image, _values, _height, _width, numbers);
        else CopyTo(row, numbers);
    }
}
