using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>
/// Auto-Lambda: the weights of the losses are learnt so that a step with them lowers the losses of the primary tasks on other rows; the other
/// tasks help as far as they help these. Half of every batch tries a step of plain gradient descent, the other half judges it, and what each
/// weight did is seen from the losses a little before and behind. As in the authors' program, weights start at 0.1 and are no softmax:
/// with plain SGD, a learning rate counts that much less. Otherwise than there, the step itself takes the whole batch, the tried one knows
/// neither momentum nor weight decay, and no weight falls below 0.0001. A step costs one more pass in both directions and two more forward.
/// </summary>
[Kind("auto_lambda", Paper = "Liu, James, Davison, Johns, Auto-Lambda: Disentangling Dynamic Task Relationships, TMLR 2022", Url = "https://arxiv.org/abs/2202.03091")]
public sealed record AutoLambda : BalancerOptions
{
    /// <summary>The tasks that count in the end; by default all.</summary>
    [NameIn("tasks")]
    public IReadOnlyList<string>? Primary { get; init; }

    /// <summary>The learning rate of the weights, under Adam.</summary>
    [Range(0.0, 1)]
    public double LearningRate { get; init; } = 1e-4;

    /// <summary>Every weight before the first step.</summary>
    [Range(1e-4, 100)]
    public double Initial { get; init; } = 0.1;

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem)
    {
        foreach (var name in Primary ?? [])
            if (!problem.Tasks.Contains(name))
                throw new ConfigurationException($"balancing.primary: expected some of the tasks {string.Join(", ", problem.Tasks)}, found '{name}'. Correct the name, or remove it.");
        if (Primary is { Count: 0 }) throw new ConfigurationException("balancing.primary: expected at least one task, found none. Name one, or leave it out for all.");
        return new AutoLambdaBalancer(this, [.. problem.Tasks.Select(task => Primary?.Contains(task) != false ? 1.0 : 0)]);
    }

    private sealed class AutoLambdaBalancer : BilevelBalancer
    {
        // The length of the move that shows how losses change along a direction, as in the authors' program.
        private const double Nudge = 0.01;

        // A task of weight 0 would not even train its own head.
        private const double Least = 1e-4;
        private readonly double[] _lambda, _primary, _weights, _before, _behind;
        private readonly ScalarAdam _adam;

        public AutoLambdaBalancer(AutoLambda options, double[] primary)
        {
            var tasks = primary.Length;
            (_primary, _adam) = (primary, new ScalarAdam(tasks, options.LearningRate));
            (_lambda, _weights, _before, _behind) = (new double[tasks], new double[tasks], new double[tasks], new double[tasks]);
            Array.Fill(_lambda, Math.Max(Least, options.Initial));
        }

        public override IEnumerable<(string Name, double[] Numbers)> Memory => [("lambda", _lambda), .. _adam.Memory];

        public override void Weigh(BalancingStep step, BilevelProblem problem, Span<double> inner, Span<double> outer)
        {
            Learn(step, problem);
            WeighWhole(problem, Of(_lambda, step), inner, outer);
        }

        private void Learn(BalancingStep step, BilevelProblem problem)
        {
            problem.Move(problem.Gradient(BatchHalf.Inner, Of(_lambda, step)), -problem.Rate);
            var wanted = problem.Gradient(BatchHalf.Outer, Of(_primary, step));
            problem.Return();
            if (wanted.Length is var length && length == 0) return; // no primary task has a label in the outer half, or nothing is left to gain
            var before = _before.AsSpan(0, step.Count);
            var behind = _behind.AsSpan(0, step.Count);
            Losses(problem, wanted, Nudge / length, before);
            Losses(problem, wanted, -Nudge / length, behind);
            for (var i = 0; i < step.Count; i++)
            {
                if (double.IsNaN(before[i])) continue;
                var (task, slope) = (step.Tasks[i], (before[i] - behind[i]) / (2 * Nudge / length));
                _lambda[task] = Math.Max(Least, _adam.Next(task, _lambda[task], -problem.Rate * slope));
            }
        }

        private static void Losses(BilevelProblem problem, Gradients.Direction direction, double factor, Span<double> losses)
        {
            problem.Move(direction, factor);
            problem.Losses(BatchHalf.Inner, losses);
            problem.Return();
        }

        /// <summary>The numbers of the step's tasks.</summary>
        private ReadOnlySpan<double> Of(double[] numbers, BalancingStep step)
        {
            for (var i = 0; i < step.Count; i++) _weights[i] = numbers[step.Tasks[i]];
            return _weights.AsSpan(0, step.Count);
        }
    }
}
