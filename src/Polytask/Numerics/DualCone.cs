namespace Polytask.Numerics;

/// <summary>
/// Projection of Jᵀu on the dual cone of the rows of J, {x: Jx ≥ 0}, from G = J Jᵀ: v = argmin ½ vᵀGv over v ≥ u, and Jᵀv is the
/// projection. v ≥ u, Gv ≥ 0 and (v − u)ᵀGv = 0 certify it.
/// </summary>
/// <param name="capacity">The most rows.</param>
internal sealed class DualCone(int capacity)
{
    private readonly NonNegativeQuadratic _solver = new(capacity);
    private readonly double[] _linear = new double[capacity];

    /// <summary>Forgets earlier projections: the next result is a function of what it is given alone.</summary>
    public void Forget() => _solver.Forget();

    /// <summary>Finds v for u.</summary>
    public void Project(SquareMatrix gramian, ReadOnlySpan<double> u, Span<double> v)
    {
        var linear = _linear.AsSpan(0, gramian.Size);
        gramian.Multiply(u, linear);
        _solver.Solve(gramian, linear, v);
        for (var i = 0; i < v.Length; i++) v[i] += u[i];
    }

    /// <summary>result = G + ε tr(G) I.</summary>
    public static void Regularise(SquareMatrix gramian, double epsilon, SquareMatrix result)
    {
        result.Reset(gramian.Size);
        var more = epsilon * gramian.Trace();
        for (var i = 0; i < gramian.Size; i++)
        {
            gramian[i].CopyTo(result[i]);
            result[i, i] += more;
        }
    }
}
