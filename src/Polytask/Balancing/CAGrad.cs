using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>By what CAGrad divides its direction.</summary>
public enum CAGradRescale
{
    /// <summary>By 1.</summary>
    None,

    /// <summary>By 1 + radius², the default of the authors' program and of LibMTL.</summary>
    Squared,

    /// <summary>By 1 + radius.</summary>
    Linear,
}

/// <summary>
/// Of all directions near the sum of the tasks' gradients, the one that helps the worst-off task most. With radius 0 it is that of
/// <c>equal</c>; the paper starts from the mean instead, and is shorter by the number of tasks. Solved exactly, and by its dual where
/// the gradients cancel out: then it is the direction nearest to the sum that hurts no task, where other programs give 0 or numbers
/// without meaning.
/// </summary>
[Kind("cagrad", Paper = "Liu, Liu, Jin, Stone, Liu, Conflict-Averse Gradient Descent for Multi-task Learning, NeurIPS 2021", Url = "https://arxiv.org/abs/2110.14048")]
public sealed record CAGrad : GradientBalancing
{
    /// <summary>How far the direction may be from the sum, as a share of the sum's length.</summary>
    [Range(0, 1, MaximumIsExclusive = true)]
    public double Radius { get; init; } = 0.4;

    /// <summary>By what the direction is divided.</summary>
    public CAGradRescale Rescale { get; init; }

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new CAGradBalancer(Radius, Rescale, problem.Tasks.Count);

    private sealed class CAGradBalancer(double radius, CAGradRescale rescale, int tasks) : GramianBalancer
    {
        private readonly LargestMinimum _solver = new(tasks);
        private readonly SquareMatrix _normal = new(tasks);
        private readonly double[] _scale = new double[tasks], _ones = new double[tasks];
        private readonly double _divisor = rescale switch { CAGradRescale.Squared => 1 + radius * radius, CAGradRescale.Linear => 1 + radius, _ => 1 };

        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            var trace = step.Gramian.Trace();
            Array.Fill(_scale, trace > 0 ? 1 / Math.Sqrt(trace) : 1);
            step.Gramian.Scale(_scale, _normal);
            Array.Fill(_ones, 1);
            var ones = _ones.AsSpan(0, weights.Length);
            if (!_solver.Solve(_normal, ones, radius * Math.Sqrt(_normal.Square(ones)), weights))
                step.Say("balancing 'cagrad': the tasks' gradients cancel out in some steps, so that none can gain without another's loss; such a step takes the direction nearest to their sum that hurts none.");
            for (var i = 0; i < weights.Length; i++) weights[i] = (1 + weights[i]) / _divisor;
        }
    }
}
