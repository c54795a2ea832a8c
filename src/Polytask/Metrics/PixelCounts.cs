namespace Polytask.Metrics;

/// <summary>The pixels of all images by true and predicted class. A row's prediction is its own counts, [classes × classes], the true class first.</summary>
/// <param name="classes">The number of classes.</param>
public sealed class PixelCounts(int classes) : ClassTable(classes)
{
    private readonly double[] _pixels = new double[classes * classes];

    /// <inheritdoc/>
    public override double Total => _pixels.Sum();

    /// <inheritdoc/>
    public override string Counted => "pixels";

    /// <inheritdoc/>
    public override double this[int truth, int predicted] => _pixels[truth * Classes + predicted];

    /// <summary>Counts the pixels of an image.</summary>
    /// <param name="prediction">The class of each pixel, [pixels].</param>
    /// <param name="target">The class of each pixel, or <see cref="float.NaN"/>, [pixels].</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="counts">Zeros; receives the counts, [classes × classes].</param>
    public static void Count(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, int classes, Span<float> counts)
    {
        for (var pixel = 0; pixel < target.Length; pixel++)
            if (!float.IsNaN(target[pixel])) counts[(int)target[pixel] * classes + (int)prediction[pixel]]++;
    }

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, double weight)
    {
        for (var i = 0; i < _pixels.Length; i++) _pixels[i] += weight * prediction[i];
    }

    /// <inheritdoc/>
    public override void Merge(Accumulator other)
    {
        for (var i = 0; i < _pixels.Length; i++) _pixels[i] += ((PixelCounts)other)._pixels[i];
    }

    /// <inheritdoc/>
    public override void Clear() => Array.Clear(_pixels);
}
