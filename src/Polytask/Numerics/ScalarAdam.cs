namespace Polytask.Numerics;

/// <summary>
/// Adam in double precision for a few numbers that are learnt one by one: each counts its own steps, so that a number without a
/// gradient keeps its moments as they are. Decay is added to the gradient.
/// </summary>
/// <remarks>Kingma, Ba, Adam: A Method for Stochastic Optimization, ICLR 2015; β₁ = 0.9, β₂ = 0.999, ε = 1e-8.</remarks>
/// <param name="count">How many numbers.</param>
/// <param name="learningRate">The learning rate.</param>
/// <param name="decay">The factor of L2 decay.</param>
internal sealed class ScalarAdam(int count, double learningRate, double decay = 0)
{
    private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;
    private readonly double[] _first = new double[count], _second = new double[count], _steps = new double[count];

    /// <summary>The moments and the number of steps of each number, for a checkpoint.</summary>
    public IEnumerable<(string Name, double[] Numbers)> Memory => [("adam.first", _first), ("adam.second", _second), ("adam.steps", _steps)];

    /// <summary>What a number becomes.</summary>
    public double Next(int index, double value, double gradient)
    {
        gradient += decay * value;
        var steps = ++_steps[index];
        var first = _first[index] = Beta1 * _first[index] + (1 - Beta1) * gradient;
        var second = _second[index] = Beta2 * _second[index] + (1 - Beta2) * gradient * gradient;
        return value - learningRate * (first / (1 - Math.Pow(Beta1, steps))) / (Math.Sqrt(second / (1 - Math.Pow(Beta2, steps))) + Epsilon);
    }
}
