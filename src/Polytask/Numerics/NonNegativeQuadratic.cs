namespace Polytask.Numerics;

/// <summary>
/// min ½ zᵀGz + qᵀz over z ≥ 0 for a Gramian G, by an active set that also moves along directions in which G is flat. It is exact but
/// for rounding: z ≥ 0, Gz + q ≥ 0, zᵀ(Gz + q) = 0 certify it. The numbers that are not 0 in one solution are tried first for the next.
/// </summary>
/// <remarks>After Lawson and Hanson, Solving Least Squares Problems, 1974, chapter 23.</remarks>
/// <param name="capacity">The most numbers.</param>
internal sealed class NonNegativeQuadratic(int capacity)
{
    private const double Rounding = 1e-14, FlatRounding = 1e-7;
    private readonly GrowingCholesky _free = new(capacity);
    private readonly double[] _target = new double[capacity];
    private readonly bool[] _blocked = new bool[capacity];

    /// <summary>Forgets which numbers were not 0.</summary>
    public void Forget() => _free.Clear();

    /// <summary>Solves; false where there is no least value: then z is a direction, with Gz = 0, in which it falls for ever.</summary>
    public bool Solve(SquareMatrix gramian, ReadOnlySpan<double> q, Span<double> z)
    {
        z.Clear();
        Array.Clear(_blocked);
        Resume(gramian, q, z);
        for (var left = 100 * gramian.Size; left > 0; left--)
        {
            var next = Steepest(gramian, q, z, out var slope);
            if (next < 0) break;
            if (_free.TryAdd(gramian, next)) _blocked[next] = !Settle(gramian, q, z);
            else if (Math.Abs(slope) <= FlatRounding * (gramian[next].Magnitude(z) + Math.Abs(q[next]))) _blocked[next] = true;
            else if (!Slide(gramian, next, z)) return false;
            else if (_free.TryAdd(gramian, next)) Settle(gramian, q, z);
        }
        return true;
    }

    /// <summary>Begins with the numbers that were free last time, as far as they get positive values.</summary>
    private void Resume(SquareMatrix gramian, ReadOnlySpan<double> q, Span<double> z)
    {
        var count = _free.Count;
        Span<int> last = stackalloc int[count];
        _free.Selected.CopyTo(last);
        _free.Clear();
        foreach (var index in last)
            if (index < gramian.Size) _free.TryAdd(gramian, index);
        for (var before = -1; before != _free.Count;)
        {
            before = _free.Count;
            Target(q);
            for (var k = _free.Count - 1; k >= 0; k--)
                if (_target[k] <= 0) _free.RemoveAt(gramian, k);
        }
        for (var k = 0; k < _free.Count; k++) z[_free.Selected[k]] = _target[k];
    }

    private int Steepest(SquareMatrix gramian, ReadOnlySpan<double> q, ReadOnlySpan<double> z, out double slope)
    {
        var (next, steepest) = (-1, 0.0);
        slope = 0;
        for (var i = 0; i < gramian.Size; i++)
        {
            if (_blocked[i] || _free.Has(i)) continue;
            var row = gramian[i];
            var gradient = row.Dot(z) + q[i];
            if (gradient >= 0 || gradient >= -Rounding * (row.Magnitude(z) + Math.Abs(q[i]))) continue;
            var relative = row[i] > 0 ? gradient / Math.Sqrt(row[i]) : double.NegativeInfinity;
            if (relative < steepest) (next, steepest, slope) = (i, relative, gradient);
        }
        return next;
    }

    /// <summary>Goes to the minimum over the free numbers, and binds those that would become negative on the way; whether the newest stays free.</summary>
    private bool Settle(SquareMatrix gramian, ReadOnlySpan<double> q, Span<double> z)
    {
        var newest = _free.Selected[^1];
        while (_free.Count > 0)
        {
            Target(q);
            var selected = _free.Selected;
            var (step, bound) = (1.0, -1);
            for (var k = 0; k < selected.Length; k++)
            {
                if (_target[k] > 0) continue;
                var ratio = z[selected[k]] > 0 ? z[selected[k]] / (z[selected[k]] - _target[k]) : 0;
                if (bound < 0 || ratio < step) (step, bound) = (ratio, k);
            }
            for (var k = 0; k < selected.Length; k++) z[selected[k]] += step * (_target[k] - z[selected[k]]);
            if (bound < 0) break;
            z[selected[bound]] = 0;
            _free.RemoveAt(gramian, bound);
        }
        if (!_free.Has(newest)) return false;
        Array.Clear(_blocked);
        return true;
    }

    /// <summary>Raises a number that depends on the free ones, along the direction in which G is flat, until one of those becomes 0; whether one does.</summary>
    private bool Slide(SquareMatrix gramian, int next, Span<double> z)
    {
        var selected = _free.Selected;
        var shares = _target.AsSpan(0, selected.Length);
        for (var k = 0; k < shares.Length; k++) shares[k] = gramian[next, selected[k]];
        _free.Solve(shares);
        var (length, bound) = (double.PositiveInfinity, -1);
        for (var k = 0; k < shares.Length; k++)
        {
            // A share that is rounding does not end the way.
            if (shares[k] * shares[k] * gramian[selected[k], selected[k]] <= 1e-16 * gramian[next, next]) continue;
            if (shares[k] > 0 && z[selected[k]] / shares[k] < length) (length, bound) = (z[selected[k]] / shares[k], k);
        }
        if (bound < 0)
        {
            z.Clear();
            for (var k = 0; k < shares.Length; k++) z[selected[k]] = Math.Max(0, -shares[k]);
            z[next] = 1;
            return false;
        }
        for (var k = 0; k < shares.Length; k++) z[selected[k]] = Math.Max(0, z[selected[k]] - length * shares[k]);
        z[next] = length;
        z[selected[bound]] = 0;
        _free.RemoveAt(gramian, bound);
        return true;
    }

    private void Target(ReadOnlySpan<double> q)
    {
        var selected = _free.Selected;
        for (var k = 0; k < selected.Length; k++) _target[k] = -q[selected[k]];
        _free.Solve(_target);
    }
}
