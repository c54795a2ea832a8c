namespace Polytask.Numerics;

/// <summary>
/// The α > 0 with (Gα)_i = α_i^(−p) for a Gramian G: the minimum of the convex ½ αᵀGα − Σ h(α_i), h' = α^(−p), by Newton's method with
/// a line search. It exists where no convex combination of the vectors is 0.
/// </summary>
/// <param name="capacity">The most vectors.</param>
internal sealed class PowerEquation(int capacity)
{
    private const int MostSteps = 500;
    private const double Small = 1e-9, Rounding = 1e-4;
    private readonly SquareMatrix _hessian = new(capacity);
    private readonly GrowingCholesky _factor = new(capacity);
    private readonly double[] _product = new double[capacity], _step = new double[capacity], _change = new double[capacity];

    /// <summary>
    /// Solves; false where there is no solution that numbers can express: a combination of the unit vectors that is shorter than 1e-6
    /// counts as 0. Then α means nothing.
    /// </summary>
    public bool Solve(SquareMatrix gramian, double p, Span<double> alpha)
    {
        if (!Begin(gramian, p, alpha)) return false;
        var best = double.PositiveInfinity;
        for (var n = 0; n < MostSteps; n++)
        {
            gramian.Multiply(alpha, _product);
            if (IsZero(gramian, alpha) || !Newton(gramian, p, alpha)) return false;
            var change = Search(gramian, p, alpha);
            // Every step squares the error, until it is rounding.
            if (change <= Small || (change >= best / 2 && best < Rounding)) return true;
            best = Math.Min(best, change);
        }
        return false;
    }

    /// <summary>The solution for each vector alone, as long as suits them together.</summary>
    private bool Begin(SquareMatrix gramian, double p, Span<double> alpha)
    {
        var sum = 0.0;
        for (var i = 0; i < alpha.Length; i++)
        {
            if (!(gramian[i, i] > 0)) return false;
            alpha[i] = Power(gramian[i, i], -1 / (1 + p));
            sum += Power(alpha[i], 1 - p);
        }
        var square = gramian.Square(alpha);
        if (square <= 0) return false;
        var factor = Power(sum / square, 1 / (1 + p));
        for (var i = 0; i < alpha.Length; i++) alpha[i] *= factor;
        return true;
    }

    private bool IsZero(SquareMatrix gramian, ReadOnlySpan<double> alpha)
    {
        var (square, length) = (0.0, 0.0);
        for (var i = 0; i < alpha.Length; i++) (square, length) = (square + alpha[i] * _product[i], length + alpha[i] * Math.Sqrt(gramian[i, i]));
        return !(square > 1e-12 * length * length);
    }

    private bool Newton(SquareMatrix gramian, double p, ReadOnlySpan<double> alpha)
    {
        _hessian.Reset(gramian.Size);
        for (var i = 0; i < alpha.Length; i++)
        {
            var slope = Power(alpha[i], -p);
            gramian[i].CopyTo(_hessian[i]);
            _hessian[i, i] += p * slope / alpha[i];
            _step[i] = slope - _product[i];
        }
        _factor.Clear();
        for (var i = 0; i < alpha.Length; i++)
            if (!_factor.TryAdd(_hessian, i, independent: 0)) return false;
        _factor.Solve(_step.AsSpan(0, alpha.Length));
        return true;
    }

    /// <summary>Goes along the step as far as numbers stay positive, then back until the slope along it is not uphill by more than half of what it was downhill; the largest change of a number, as a share of it.</summary>
    private double Search(SquareMatrix gramian, double p, Span<double> alpha)
    {
        var step = _step.AsSpan(0, alpha.Length);
        gramian.Multiply(step, _change);
        var (length, begins) = (1.0, 0.0);
        for (var i = 0; i < alpha.Length; i++)
        {
            if (step[i] < 0) length = Math.Min(length, -0.9 * alpha[i] / step[i]);
            begins += step[i] * (_product[i] - Power(alpha[i], -p));
        }
        for (var halvings = 0; halvings < 50 && Slope(p, alpha, length) > 0.5 * Math.Abs(begins); halvings++) length /= 2;
        var change = 0.0;
        for (var i = 0; i < alpha.Length; i++)
        {
            change = Math.Max(change, Math.Abs(step[i] / alpha[i]));
            alpha[i] += length * step[i];
        }
        return change;
    }

    private double Slope(double p, ReadOnlySpan<double> alpha, double length)
    {
        var sum = 0.0;
        for (var i = 0; i < alpha.Length; i++) sum += _step[i] * (_product[i] + length * _change[i] - Power(alpha[i] + length * _step[i], -p));
        return sum;
    }

    private static double Power(double x, double exponent) => exponent switch
    {
        -1 => 1 / x,
        0 => 1,
        1 => x,
        _ => Math.Pow(x, exponent),
    };
}
