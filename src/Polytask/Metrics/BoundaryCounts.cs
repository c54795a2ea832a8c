namespace Polytask.Metrics;

/// <summary>
/// The pixels of all images by the predicted probability of a boundary, in <see cref="Bins"/> bins of equal width: those without one, then those with one. A row's prediction is its
/// own counts. Pixels are compared one by one: a boundary beside the true one is a miss and a false alarm.
/// </summary>
public sealed class BoundaryCounts : Accumulator
{
    /// <summary>How many bins there are.</summary>
    public const int Bins = 256;

    private readonly double[] _pixels = new double[2 * Bins];

    /// <summary>F1 where a boundary is predicted at a probability of 1/2 and more.</summary>
    public double F1 => At(Bins / 2) is var (hits, alarms, misses) ? 2 * hits / (2 * hits + alarms + misses) : 0;

    /// <summary>The intersection of predicted and true boundaries by their union, at a probability of 1/2.</summary>
    public double Iou => At(Bins / 2) is var (hits, alarms, misses) ? hits / (hits + alarms + misses) : 0;

    /// <summary>The best F1 of one threshold for all images.</summary>
    public double BestF1 => Enumerable.Range(0, Bins).Max(bin => At(bin) is var (hits, alarms, misses) && hits + misses > 0 ? 2 * hits / (2 * hits + alarms + misses) : double.NaN);

    /// <summary>Precision at every threshold, weighed by the recall that it adds.</summary>
    public double AveragePrecision
    {
        get
        {
            var (sum, hits, all) = (0.0, 0.0, 0.0);
            for (var bin = Bins - 1; bin >= 0; bin--)
            {
                var yes = _pixels[Bins + bin];
                (hits, all) = (hits + yes, all + yes + _pixels[bin]);
                if (yes > 0) sum += yes * hits / all;
            }
            return sum / hits;
        }
    }

    /// <summary>Counts the pixels of an image.</summary>
    /// <param name="prediction">The probability of a boundary, [pixels].</param>
    /// <param name="target">1 for a boundary, 0 for none, or <see cref="float.NaN"/>, [pixels].</param>
    /// <param name="counts">Zeros; receives the counts, [2 × bins].</param>
    public static void Count(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> counts)
    {
        for (var pixel = 0; pixel < target.Length; pixel++)
            if (!float.IsNaN(target[pixel])) counts[(target[pixel] > 0 ? Bins : 0) + Math.Min((int)(prediction[pixel] * Bins), Bins - 1)]++;
    }

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, double weight)
    {
        for (var i = 0; i < _pixels.Length; i++) _pixels[i] += weight * prediction[i];
    }

    /// <inheritdoc/>
    public override void Merge(Accumulator other)
    {
        for (var i = 0; i < _pixels.Length; i++) _pixels[i] += ((BoundaryCounts)other)._pixels[i];
    }

    /// <inheritdoc/>
    public override void Clear() => Array.Clear(_pixels);

    private (double Hits, double Alarms, double Misses) At(int threshold)
    {
        var (hits, alarms) = (0.0, 0.0);
        for (var bin = threshold; bin < Bins; bin++) (hits, alarms) = (hits + _pixels[Bins + bin], alarms + _pixels[bin]);
        return (hits, alarms, _pixels.AsSpan(Bins, threshold).ToArray().Sum());
    }
}
