using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>The weights of IMTL-G: those that add up to 1 and make all projections equal.</summary>
/// <param name="method">The kind that says what happens where there are none.</param>
/// <param name="tasks">How many tasks the model has.</param>
internal sealed class ImpartialWeights(string method, int tasks)
{
    private readonly EqualProjections _projections = new(tasks);
    private readonly double[] _ones = new double[tasks];
    private readonly string _turned = $"balancing '{method}': the weights that add up to 1 would lead uphill for all tasks in some steps; their signs are turned in such a step, so that they add up to -1.";
    private readonly string _none = $"balancing '{method}': the tasks' gradients cancel out in some steps, so that no direction has equal projections on them; shared parameters rest in such a step.";

    /// <summary>Finds the weights for a Gramian.</summary>
    public void Find(BalancingStep step, SquareMatrix gramian, Span<double> weights)
    {
        Array.Fill(_ones, 1);
        var found = _projections.Solve(gramian, _ones.AsSpan(0, weights.Length), weights);
        var (sum, size) = (0.0, 0.0);
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] *= _projections.InverseLengths[i];
            (sum, size) = (sum + weights[i], size + Math.Abs(weights[i]));
        }
        if (!found || Math.Abs(sum) <= LeastSquares.Negligible * size)
        {
            weights.Clear();
            step.Say(_none);
            return;
        }
        if (sum < 0) step.Say(_turned);
        foreach (ref var weight in weights) weight /= Math.Abs(sum);
    }
}
