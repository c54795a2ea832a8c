namespace Polytask.Numerics;

/// <summary>A sum of a smooth convex function f and a convex function g whose proximal operator is known.</summary>
internal interface IComposite
{
    /// <summary>f, and its gradient.</summary>
    double Smooth(ReadOnlySpan<double> x, Span<double> gradient);

    /// <summary>Moves x to the point that makes step · g + ½ ‖· − x‖² smallest.</summary>
    void Shrink(Span<double> x, double step);
}

/// <summary>
/// The accelerated proximal gradient method (FISTA) with backtracking, begun anew where its momentum points uphill. Its whole state is in
/// <see cref="Point"/>, <see cref="Ahead"/>, <see cref="Momentum"/> and <see cref="Curvature"/>.
/// </summary>
/// <remarks>
/// Beck and Teboulle, A Fast Iterative Shrinkage-Thresholding Algorithm for Linear Inverse Problems, SIAM Journal on Imaging Sciences 2, 2009;
/// O'Donoghue and Candès, Adaptive Restart for Accelerated Gradient Schemes, Foundations of Computational Mathematics 15, 2015.
/// </remarks>
/// <param name="length">The number of variables.</param>
/// <param name="curvature">What the Lipschitz constant of the gradient of f is about; more is found out.</param>
internal sealed class ProximalGradient(int length, double curvature)
{
    // The curvature may be short by rounding errors.
    private const double Rounding = 1e-9;

    private readonly double[] _gradient = new double[length], _next = new double[length], _after = new double[length];

    /// <summary>Where it is.</summary>
    public double[] Point { get; } = new double[length];

    /// <summary>Where the next step begins: the point, carried on by its momentum.</summary>
    public double[] Ahead { get; } = new double[length];

    /// <summary>The weight of the momentum; 1 where there is none.</summary>
    public double Momentum { get; set; } = 1;

    /// <summary>The bound on the curvature of f in use; a step is its inverse.</summary>
    public double Curvature { get; set; } = curvature;

    /// <summary>Begins anew from the point, without momentum.</summary>
    public void Restart()
    {
        Point.CopyTo(Ahead, 0);
        Momentum = 1;
    }

    /// <summary>One step.</summary>
    /// <returns>How far the step went, times the curvature: 0 at a solution, where it is a fixed point of the proximal step; and f where it ended.</returns>
    public (double Residual, double Smooth) Step(IComposite function)
    {
        function.Smooth(Ahead, _gradient);
        while (true)
        {
            for (var i = 0; i < length; i++) _next[i] = Ahead[i] - _gradient[i] / Curvature;
            function.Shrink(_next, 1 / Curvature);
            var smooth = function.Smooth(_next, _after);
            var (rise, square) = (0.0, 0.0);
            for (var i = 0; i < length; i++)
            {
                var moved = _next[i] - Ahead[i];
                rise += (_after[i] - _gradient[i]) * moved;
                square += moved * moved;
            }
            // The curvature along the step. Gradients show it where the values of f have lost it to rounding.
            if (!(rise > (1 + Rounding) * Curvature * square))
            {
                Advance();
                return (Curvature * Math.Sqrt(square), smooth);
            }
            Curvature *= 2;
        }
    }

    private void Advance()
    {
        var uphill = 0.0;
        for (var i = 0; i < length; i++) uphill += (Ahead[i] - _next[i]) * (_next[i] - Point[i]);
        var momentum = uphill > 0 ? 1 : (1 + Math.Sqrt(1 + 4 * Momentum * Momentum)) / 2;
        var share = uphill > 0 ? 0 : (Momentum - 1) / momentum;
        for (var i = 0; i < length; i++)
        {
            Ahead[i] = _next[i] + share * (_next[i] - Point[i]);
            Point[i] = _next[i];
        }
        Momentum = momentum;
    }
}
