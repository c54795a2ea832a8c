namespace Polytask.Metrics;

/// <summary>The angles between predicted and true directions, of all pixels of all images, in bins of 0.1°, with their sum and how many are within some limits. A row's prediction is its own counts.</summary>
public sealed class AngleCounts : Accumulator
{
    /// <summary>How many counts are gathered.</summary>
    public const int Counts = Bins + 1 + 3;

    private const int Bins = 1800;
    private const double BinsPerDegree = 10;

    /// <summary>Angles within which a prediction counts as near, in degrees.</summary>
    public static IReadOnlyList<double> Limits { get; } = [11.25, 22.5, 30];

    private readonly double[] _counts = new double[Counts];

    private double Total => _counts.AsSpan(0, Bins).ToArray().Sum();

    /// <summary>The mean angle in degrees.</summary>
    public double Mean => _counts[Bins] / Total;

    /// <summary>The median angle in degrees: the place in its bin of 0.1° as if all angles of the bin lay at equal distances.</summary>
    public double Median
    {
        get
        {
            var left = Total / 2;
            for (var bin = 0; bin < Bins; left -= _counts[bin++])
                if (_counts[bin] > 0 && left <= _counts[bin]) return (bin + left / _counts[bin]) / BinsPerDegree;
            return double.NaN;
        }
    }

    /// <summary>The share of angles below one of <see cref="Limits"/>.</summary>
    public double Within(int limit) => _counts[Bins + 1 + limit] / Total;

    /// <summary>Counts the angles of an image.</summary>
    /// <param name="prediction">Directions of length 1: a map of each of their three numbers, [3 × pixels].</param>
    /// <param name="target">Directions of length 1, or <see cref="float.NaN"/>, [3 × pixels].</param>
    /// <param name="counts">Zeros; receives the counts.</param>
    public static void Count(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> counts)
    {
        var (pixels, sum) = (target.Length / 3, 0.0);
        for (var x = 0; x < pixels; x++)
        {
            if (float.IsNaN(target[x])) continue;
            var cosine = (double)prediction[x] * target[x] + (double)prediction[x + pixels] * target[x + pixels] + (double)prediction[x + 2 * pixels] * target[x + 2 * pixels];
            var degrees = double.RadiansToDegrees(Math.Acos(Math.Clamp(cosine, -1, 1)));
            counts[Math.Min((int)(degrees * BinsPerDegree), Bins - 1)]++;
            sum += degrees;
            for (var limit = 0; limit < Limits.Count; limit++)
                if (degrees < Limits[limit]) counts[Bins + 1 + limit]++;
        }
        counts[Bins] = (float)sum;
    }

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, double weight)
    {
        for (var i = 0; i < Counts; i++) _counts[i] += weight * prediction[i];
    }

    /// <inheritdoc/>
    public override void Merge(Accumulator other)
    {
        for (var i = 0; i < Counts; i++) _counts[i] += ((AngleCounts)other)._counts[i];
    }

    /// <inheritdoc/>
    public override void Clear() => Array.Clear(_counts);
}
