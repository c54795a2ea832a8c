namespace Polytask.Numerics;

/// <summary>
/// The point of a convex hull that is nearest to 0, from the Gramian of the hull's corners: the w of the simplex with the smallest
/// wᵀGw, exact but for rounding. (Gw)_i ≥ wᵀGw for all i certifies it.
/// </summary>
/// <remarks>Wolfe, Finding the nearest point in a polytope, Mathematical Programming 1976.</remarks>
/// <param name="capacity">The most corners.</param>
internal sealed class MinNormPoint(int capacity)
{
    private const double Rounding = 1e-14;
    private readonly SquareMatrix _raised = new(capacity);
    private readonly GrowingCholesky _corral = new(capacity);
    private readonly double[] _affine = new double[capacity];
    private readonly bool[] _blocked = new bool[capacity];

    /// <summary>Finds the weights of the corners; wᵀGw.</summary>
    public double Solve(SquareMatrix gramian, Span<double> weights)
    {
        weights.Clear();
        var nearest = 0;
        for (var i = 1; i < gramian.Size; i++)
            if (gramian[i, i] < gramian[nearest, nearest]) nearest = i;
        weights[nearest] = 1;
        var square = gramian[nearest, nearest];
        if (square <= 0) return 0;
        Raise(gramian, square);
        _corral.Clear();
        _corral.TryAdd(_raised, nearest);
        Array.Clear(_blocked);
        for (var left = 100 * gramian.Size; left > 0; left--)
        {
            var next = Nearer(gramian, weights, square);
            if (next < 0) break;
            if (!_corral.TryAdd(_raised, next))
            {
                _blocked[next] = true;
                continue;
            }
            Settle(weights);
            var before = square;
            square = gramian.Square(weights);
            if (square < before) Array.Clear(_blocked);
            else _blocked[next] = true;
        }
        return square;
    }

    /// <summary>G + τ 1 1ᵀ: corners that depend on one another affinely are those that depend on one another here.</summary>
    private void Raise(SquareMatrix gramian, double by)
    {
        _raised.Reset(gramian.Size);
        for (var row = 0; row < gramian.Size; row++)
            for (var column = 0; column < gramian.Size; column++) _raised[row, column] = gramian[row, column] + by;
    }

    /// <summary>The corner on the near side of the plane through the point, or -1.</summary>
    private int Nearer(SquareMatrix gramian, ReadOnlySpan<double> weights, double square)
    {
        var (next, steepest) = (-1, 0.0);
        for (var i = 0; i < gramian.Size; i++)
        {
            if (_blocked[i] || _corral.Has(i)) continue;
            var row = gramian[i];
            var ahead = row.Dot(weights) - square;
            if (ahead >= 0 || ahead >= -Rounding * (row.Magnitude(weights) + square)) continue;
            var slope = ahead / Math.Sqrt(row[i]);
            if (slope < steepest) (next, steepest) = (i, slope);
        }
        return next;
    }

    /// <summary>Goes to the nearest point of the affine hull, and leaves out corners that would get a negative weight on the way.</summary>
    private void Settle(Span<double> weights)
    {
        while (true)
        {
            var selected = _corral.Selected;
            var affine = _affine.AsSpan(0, selected.Length);
            affine.Fill(1);
            _corral.Solve(affine);
            var sum = 0.0;
            foreach (var x in affine) sum += x;
            var (step, out_) = (1.0, -1);
            for (var k = 0; k < affine.Length; k++)
            {
                affine[k] /= sum;
                if (affine[k] > 0) continue;
                var ratio = weights[selected[k]] / (weights[selected[k]] - affine[k]);
                if (out_ < 0 || ratio < step) (step, out_) = (double.IsNaN(ratio) ? 0 : ratio, k);
            }
            for (var k = 0; k < affine.Length; k++) weights[selected[k]] += step * (affine[k] - weights[selected[k]]);
            if (out_ < 0) return;
            weights[selected[out_]] = 0;
            _corral.RemoveAt(_raised, out_);
        }
    }
}
