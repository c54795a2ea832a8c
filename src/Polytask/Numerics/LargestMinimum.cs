namespace Polytask.Numerics;

/// <summary>
/// The direction d = Jᵀ(u + y) no further than r from Jᵀu whose least product with a row of J is largest, from G = J Jᵀ. It is
/// found by the level μ of that least product: y(μ) = argmin of the distance over {d: Jd ≥ μ} is a quadratic programme, the distance
/// is convex in μ, and Newton's method from above finds the μ at which it is r.
/// </summary>
/// <param name="capacity">The most rows.</param>
internal sealed class LargestMinimum(int capacity)
{
    private const double Rounding = 1e-14;
    private readonly NonNegativeQuadratic _solver = new(capacity);
    private readonly double[] _products = new double[capacity], _linear = new double[capacity];

    /// <summary>Finds y ≥ 0; false where a combination of the rows is 0 and the ball holds a direction whose products are all ≥ 0: then y leads to the nearest of these.</summary>
    public bool Solve(SquareMatrix gramian, ReadOnlySpan<double> u, double r, Span<double> y)
    {
        y.Clear();
        if (!(r > 0)) return true;
        gramian.Multiply(u, _products);
        _solver.Forget();
        for (var (level, left) = (Bound(gramian, u, r), 100); left > 0; left--)
        {
            if (!Reach(gramian, level, y))
            {
                // Only 0 can be reached: see whether it is within the ball.
                level = 0;
                Reach(gramian, level, y);
                if (gramian.Square(y) <= r * r) return false;
            }
            var distance = Math.Sqrt(gramian.Square(y));
            if (distance < r * (1 - 1e-6)) return false; // a row is 0: no level above 0 can be reached
            if (distance <= r * (1 + Rounding)) break;
            var sum = 0.0;
            foreach (var x in y) sum += x;
            var next = level - (distance - r) * distance / sum;
            if (!(next < level)) break;
            level = next;
        }
        var scale = r / Math.Sqrt(gramian.Square(y));
        if (scale > 0 && double.IsFinite(scale))
            foreach (ref var x in y) x *= scale;
        return true;
    }

    private bool Reach(SquareMatrix gramian, double level, Span<double> y)
    {
        for (var i = 0; i < y.Length; i++) _linear[i] = _products[i] - level;
        return _solver.Solve(gramian, _linear.AsSpan(0, y.Length), y);
    }

    /// <summary>A level that no direction in the ball exceeds: the least over the rows, and over u, of the largest product.</summary>
    private double Bound(SquareMatrix gramian, ReadOnlySpan<double> u, double r)
    {
        var (sum, product) = (0.0, 0.0);
        for (var i = 0; i < u.Length; i++) (sum, product) = (sum + u[i], product + u[i] * _products[i]);
        var bound = (product + r * Math.Sqrt(gramian.Square(u))) / sum;
        for (var i = 0; i < u.Length; i++) bound = Math.Min(bound, _products[i] + r * Math.Sqrt(gramian[i, i]));
        return bound;
    }
}
