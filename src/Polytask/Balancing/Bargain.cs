using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>Weights α > 0 with (Gα)_i = α_i^(−p), among the tasks whose gradient is not 0; the others' weight is 0.</summary>
/// <param name="tasks">How many tasks the model has.</param>
internal sealed class Bargain(int tasks)
{
    private readonly PowerEquation _equation = new(tasks);
    private readonly SquareMatrix _gramian = new(tasks);
    private readonly int[] _part = new int[tasks];
    private readonly double[] _alpha = new double[tasks];

    /// <summary>Solves; false, and all weights are 0, where the gradients cancel out.</summary>
    public bool Solve(SquareMatrix gramian, double p, Span<double> weights)
    {
        weights.Clear();
        var count = 0;
        for (var i = 0; i < weights.Length; i++)
            if (gramian[i, i] > 0) _part[count++] = i;
        _gramian.Reset(count);
        for (var row = 0; row < count; row++)
            for (var column = 0; column < count; column++) _gramian[row, column] = gramian[_part[row], _part[column]];
        var alpha = _alpha.AsSpan(0, count);
        if (count == 0 || !_equation.Solve(_gramian, p, alpha)) return count == 0;
        for (var k = 0; k < count; k++) weights[_part[k]] = alpha[k];
        return true;
    }
}
