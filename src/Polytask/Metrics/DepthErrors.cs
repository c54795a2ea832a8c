namespace Polytask.Metrics;

/// <summary>The errors of predicted depths, of all pixels of all images. A row's prediction is its own sums, [<see cref="Sums"/>].</summary>
/// <remarks>Eigen, Puhrsch, Fergus, Depth Map Prediction from a Single Image using a Multi-Scale Deep Network, NeurIPS 2014.</remarks>
public sealed class DepthErrors : Accumulator
{
    /// <summary>How many sums are gathered.</summary>
    public const int Sums = 4 + MostPowers;

    private const int MostPowers = 3;
    private const double Base = 1.25;
    private readonly double[] _sums = new double[Sums];

    /// <summary>The mean of |d − t|.</summary>
    public double Absolute => _sums[1] / _sums[0];

    /// <summary>The mean of |d − t| / t.</summary>
    public double Relative => _sums[2] / _sums[0];

    /// <summary>The root of the mean of (d − t)².</summary>
    public double RootMeanSquared => Math.Sqrt(_sums[3] / _sums[0]);

    /// <summary>The share of pixels with max(d / t, t / d) &lt; 1.25^power.</summary>
    /// <param name="power">1 to 3.</param>
    public double Within(int power) => _sums[3 + power] / _sums[0];

    /// <summary>Adds up the errors of an image.</summary>
    /// <param name="prediction">Depths, more than 0, [pixels].</param>
    /// <param name="target">Depths, or <see cref="float.NaN"/>, [pixels].</param>
    /// <param name="sums">Zeros; receives the sums.</param>
    public static void Count(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> sums)
    {
        Span<double> exact = stackalloc double[Sums];
        exact.Clear();
        for (var pixel = 0; pixel < target.Length; pixel++)
        {
            if (float.IsNaN(target[pixel])) continue;
            double depth = prediction[pixel], truth = target[pixel], error = Math.Abs(depth - truth);
            exact[0]++;
            exact[1] += error;
            exact[2] += error / truth;
            exact[3] += error * error;
            var (ratio, most) = (Math.Max(depth / truth, truth / depth), 1.0);
            for (var power = 1; power <= MostPowers; power++)
                if (ratio < (most *= Base)) exact[3 + power]++;
        }
        for (var i = 0; i < Sums; i++) sums[i] = (float)exact[i];
    }

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, double weight)
    {
        for (var i = 0; i < Sums; i++) _sums[i] += weight * prediction[i];
    }

    /// <inheritdoc/>
    public override void Merge(Accumulator other)
    {
        for (var i = 0; i < Sums; i++) _sums[i] += ((DepthErrors)other)._sums[i];
    }

    /// <inheritdoc/>
    public override void Clear() => Array.Clear(_sums);
}
