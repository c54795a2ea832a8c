using System.Globalization;
using Polytask.Catalog;
using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>What gradients are divided by before their convex combination is sought; LibMTL calls them none, l2, loss and loss+.</summary>
public enum MgdaNormalisation
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Their length.</summary>
    Length,

    /// <summary>The task's loss.</summary>
    Loss,

    /// <summary>Their length times the task's loss.</summary>
    LossAndLength,
}

/// <summary>
/// The shortest convex combination of the tasks' gradients: no task's loss rises along it, and where it is 0 none can fall without
/// another's rising. The weights add up to 1. Solved exactly; they apply to the gradients as they are, whatever normalisation found
/// them, as in the authors' program (LibMTL applies them to the normalised gradients).
/// </summary>
[Kind("mgda", Paper = "Sener, Koltun, Multi-Task Learning as Multi-Objective Optimization, NeurIPS 2018", Url = "https://arxiv.org/abs/1810.04650")]
public sealed record Mgda : GradientBalancing
{
    /// <summary>What gradients are divided by before the combination is sought.</summary>
    public MgdaNormalisation Normalisation { get; init; }

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new MgdaBalancer(Normalisation, problem.Tasks);

    private sealed class MgdaBalancer(MgdaNormalisation normalisation, IReadOnlyList<string> tasks) : GramianBalancer
    {
        private const double Stationary = 1e-14;
        private readonly MinNormPoint _solver = new(tasks.Count);
        private readonly SquareMatrix _scaled = new(tasks.Count);
        private readonly double[] _scale = new double[tasks.Count];

        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            for (var i = 0; i < weights.Length; i++) _scale[i] = Scale(step, i);
            step.Gramian.Scale(_scale, _scaled);
            var square = _solver.Solve(_scaled, weights);
            var length = 0.0;
            for (var i = 0; i < weights.Length; i++) length += weights[i] * Math.Sqrt(_scaled[i, i]);
            if (square <= Stationary * length * length)
                step.Say("balancing 'mgda': no direction lowers the losses of all tasks in some steps, because their gradients cancel out or one is 0; shared parameters rest in such a step.");
        }

        private double Scale(BalancingStep step, int i)
        {
            var length = Math.Sqrt(step.Gramian[i, i]);
            return normalisation switch
            {
                MgdaNormalisation.Length => length > 0 ? 1 / length : 1,
                MgdaNormalisation.Loss => 1 / Loss(step, i),
                MgdaNormalisation.LossAndLength => 1 / (Loss(step, i) * (length > 0 ? length : 1)),
                _ => 1,
            };
        }

        private double Loss(BalancingStep step, int i) => step.Losses[i] > 0 ? step.Losses[i] : throw new TrainingException(
            $"balancing 'mgda': expected losses above 0, found {step.Losses[i].ToString(CultureInfo.InvariantCulture)} for task '{tasks[step.Tasks[i]]}'. Use normalisation none or length.");
    }
}
