namespace Polytask.Numerics;

/// <summary>The point of the simplex {w ≥ 0, Σ w = 1} that is nearest to a given point.</summary>
/// <remarks>Michelot, A finite algorithm for finding the projection of a point onto the canonical simplex of Rⁿ, 1986.</remarks>
internal static class SimplexProjection
{
    /// <summary>Moves a point onto the simplex.</summary>
    public static void Project(Span<double> point)
    {
        var largest = double.NegativeInfinity;
        foreach (var x in point) largest = Math.Max(largest, x);
        // Moving along (1, …, 1) changes nothing; numbers near 0 keep their digits.
        for (var i = 0; i < point.Length; i++) point[i] -= largest;
        var (threshold, left, before) = (double.NegativeInfinity, 0, -1);
        while (left != before)
        {
            (before, left) = (left, 0);
            var sum = 0.0;
            foreach (var x in point)
                if (x > threshold) (sum, left) = (sum + x, left + 1);
            threshold = (sum - 1) / left;
        }
        for (var i = 0; i < point.Length; i++) point[i] = Math.Max(0, point[i] - threshold);
    }
}
