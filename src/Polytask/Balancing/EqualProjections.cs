using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>
/// The shortest direction x = Uᵀy whose products with the unit vectors U of the gradients are given numbers p, or come closest to
/// them: y = (U Uᵀ)⁺ p, from the Gramian alone. Gradients of 0 have no unit vector and are left out.
/// </summary>
/// <param name="tasks">How many tasks the model has.</param>
internal sealed class EqualProjections(int tasks)
{
    private readonly SquareMatrix _cosines = new(tasks);
    private readonly LeastSquares _solver = new(tasks);
    private readonly double[] _inverse = new double[tasks], _wanted = new double[tasks];

    /// <summary>1/‖g_i‖; 0 for a gradient of 0.</summary>
    public ReadOnlySpan<double> InverseLengths => _inverse;

    /// <summary>Finds y; whether x is not 0.</summary>
    public bool Solve(SquareMatrix gramian, ReadOnlySpan<double> p, Span<double> y)
    {
        gramian.Cosines(_inverse, _cosines);
        // The row of a gradient of 0 becomes one that asks for nothing.
        var wanted = _wanted.AsSpan(0, y.Length);
        p.CopyTo(wanted);
        for (var i = 0; i < y.Length; i++)
            if (_inverse[i] == 0) (_cosines[i, i], wanted[i]) = (1, 0);
        _solver.Solve(_cosines, wanted, y);
        return _cosines.Square(y) > LeastSquares.Negligible;
    }
}
