using Polytask.Balancing;
using Polytask.Gradients;
using Polytask.Numerics;

namespace Polytask.Tests.Balancing;

/// <summary>A bilevel problem whose every loss is a positive definite quadratic form of a few numbers, ½ (x − u)ᵀ D (x − u) with a diagonal D; all in double precision.</summary>
internal sealed class QuadraticProblem : BilevelProblem
{
    private readonly (double[] Centre, double[] Curvature)?[][] _losses;
    private readonly double[] _start;
    private double[] _x;

    /// <summary>Draws a problem; losses that are listed as missing have no label in their half.</summary>
    public QuadraticProblem(int tasks, int numbers = 4, int seed = 1, params (BatchHalf Half, int Task)[] missing)
    {
        var random = new RandomStream(seed, "quadratic");
        double[] Normal() => [.. Enumerable.Range(0, numbers).Select(_ => random.NextNormal())];
        (_start, _losses) = (Normal(), new (double[], double[])?[2][]);
        for (var half = 0; half < 2; half++)
            _losses[half] = [.. Enumerable.Range(0, tasks).Select(_ => ((double[], double[])?)(Normal(), [.. Normal().Select(x => 0.3 + x * x)]))];
        foreach (var (half, task) in missing) _losses[(int)half][task] = null;
        _x = _start;
    }

    public override double Rate => 0.2;

    /// <summary>Where the parameters are.</summary>
    public IReadOnlyList<double> Position => _x;

    /// <summary>Whether they are where they began, bit for bit.</summary>
    public bool IsAtStart => _x.SequenceEqual(_start);

    /// <summary>Puts the minimum of a loss somewhere.</summary>
    public void Centre(BatchHalf half, int task, IReadOnlyList<double> centre) => _losses[(int)half][task] = ([.. centre], _losses[(int)half][task]!.Value.Curvature);

    public override double Share(BatchHalf half, int index) =>
        _losses[(int)half][index] is null ? 0 : _losses[1 - (int)half][index] is null ? 1 : half == BatchHalf.Inner ? 0.25 : 0.75;

    public override void Losses(BatchHalf half, Span<double> losses)
    {
        for (var task = 0; task < losses.Length; task++)
            losses[task] = _losses[(int)half][task] is var (centre, curvature) ? 0.5 * _x.Select((x, i) => curvature[i] * (x - centre[i]) * (x - centre[i])).Sum() : double.NaN;
    }

    /// <summary>The losses of a half after a step of gradient descent on the weighted inner loss.</summary>
    public double[] LossesAfter(BatchHalf half, double rate, params double[] weights)
    {
        Move(Gradient(BatchHalf.Inner, weights), -rate);
        var losses = new double[weights.Length];
        Losses(half, losses);
        Return();
        return losses;
    }

    public override Direction Gradient(BatchHalf half, ReadOnlySpan<double> weights)
    {
        var sum = new double[_x.Length];
        for (var task = 0; task < weights.Length; task++)
            if (_losses[(int)half][task] is var (centre, curvature))
                for (var i = 0; i < sum.Length; i++) sum[i] += weights[task] * curvature[i] * (_x[i] - centre[i]);
        return new Vector(sum);
    }

    public override void Move(Direction direction, double factor) => _x = [.. _x.Zip(((Vector)direction).Numbers, (x, d) => x + factor * d)];

    public override void Return() => _x = _start;

    /// <summary>A direction as numbers.</summary>
    internal sealed class Vector(double[] numbers) : Direction
    {
        public double[] Numbers => numbers;

        public override double Dot(Direction other) => numbers.Zip(((Vector)other).Numbers, (a, b) => a * b).Sum();
    }
}
