namespace Polytask.Numerics;

/// <summary>
/// min ½ |Σ w_i g_i + ν h|² − ν c over w of the simplex and ν ≥ 0: the shortest convex combination of vectors that also goes along h far enough.
/// Two weights change at a time, the worst pair always, as far as is best, and ν follows. It converges geometrically; where more vectors surround 0 than
/// there are dimensions, slowly, and a millionth may be missing.
/// </summary>
/// <param name="capacity">The most vectors.</param>
internal sealed class GuidedHull(int capacity)
{
    private const double Tolerance = 1e-13;
    private const int PairsPerVector = 1000;
    private readonly double[] _slopes = new double[capacity];

    /// <summary>Finds the weights; ν.</summary>
    /// <param name="gramian">The products of the vectors g.</param>
    /// <param name="along">The products of each with h.</param>
    /// <param name="square">The squared length of h.</param>
    /// <param name="reward">c.</param>
    /// <param name="weights">Receives w.</param>
    public double Solve(SquareMatrix gramian, ReadOnlySpan<double> along, double square, double reward, Span<double> weights)
    {
        weights.Fill(1.0 / weights.Length);
        var slopes = _slopes.AsSpan(0, weights.Length);
        for (var left = PairsPerVector * weights.Length; left > 0; left--)
        {
            var ray = Ray(along, square, reward, weights);
            gramian.Multiply(weights, slopes);
            var (low, high, scale) = (0, -1, 0.0);
            for (var i = 0; i < slopes.Length; i++)
            {
                slopes[i] += ray * along[i];
                scale = Math.Max(scale, Math.Max(gramian[i, i], Math.Abs(ray * along[i])));
                if (slopes[i] < slopes[low]) low = i;
                if (weights[i] > 0 && (high < 0 || slopes[i] > slopes[high])) high = i;
            }
            var gap = slopes[high] - slopes[low];
            if (!(gap > Tolerance * scale)) break;
            Shift(gramian, along, square, reward, weights, high, low, gap);
        }
        return Ray(along, square, reward, weights);
    }

    /// <summary>Moves weight between two vectors to where it is best: with ν following if it stays above 0, otherwise as if ν stood still, which is less but still better.</summary>
    private static void Shift(SquareMatrix gramian, ReadOnlySpan<double> along, double square, double reward, Span<double> weights, int from, int to, double gap)
    {
        var curvature = gramian[from, from] + gramian[to, to] - 2 * gramian[from, to];
        var (difference, had) = (along[from] - along[to], weights[from]);
        var following = square > 0 && Ray(along, square, reward, weights) > 0 ? curvature - difference * difference / square : curvature;
        Take(weights, from, to, had, following > 0 ? gap / following : double.PositiveInfinity);
        if (following == curvature || Ray(along, square, reward, weights) > 0) return;
        (weights[to], weights[from]) = (weights[to] - (had - weights[from]), had);
        Take(weights, from, to, had, curvature > 0 ? gap / curvature : double.PositiveInfinity);
    }

    private static void Take(Span<double> weights, int from, int to, double had, double amount)
    {
        var moved = Math.Min(had, amount);
        weights[to] += moved;
        weights[from] = moved < had ? had - moved : 0;
    }

    private static double Ray(ReadOnlySpan<double> along, double square, double reward, ReadOnlySpan<double> weights)
    {
        if (!(square > 0)) return 0;
        var sum = reward;
        for (var i = 0; i < weights.Length; i++) sum -= weights[i] * along[i];
        return Math.Max(0, sum / square);
    }
}
