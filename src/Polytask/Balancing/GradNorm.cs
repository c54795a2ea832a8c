using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;

namespace Polytask.Balancing;

/// <summary>
/// Learns a weight for each task so that their weighted gradients have the same length, and longer ones where a task has learnt less than the others:
/// its loss over its first loss, to the power alpha. The weights add up to the number of tasks and count for a task's own parameters, too. The
/// gradient of the weights is exact, and divided by the mean length of the gradients so that the rate means the same at every scale; an
/// optimiser such as Adam would do the like. The paper looks at the last shared layer only; here it is all shared parameters, unless <c>groups: layer</c> says otherwise. LibMTL
/// learns softmax weights with the model's optimiser and its weight decay instead.
/// </summary>
[Kind("gradnorm", Paper = "Chen, Badrinarayanan, Lee, Rabinovich, GradNorm: Gradient Normalization for Adaptive Loss Balancing in Deep Multitask Networks, ICML 2018", Url = "https://arxiv.org/abs/1711.02257")]
public sealed record GradNorm : GradientBalancing
{
    /// <summary>How much more a task gets that has learnt less; 0 makes all lengths equal.</summary>
    [Range(0, 10)]
    public double Alpha { get; init; } = 1.5;

    /// <summary>The learning rate of the weights.</summary>
    [Range(0, 1)]
    public double LearningRate { get; init; } = 0.025;

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new GradNormBalancer(this, problem.Tasks);

    private sealed class GradNormBalancer : GramianBalancer
    {
        private const double LeastWeight = 1e-3;
        private readonly GradNorm _options;
        private readonly IReadOnlyList<string> _tasks;
        private readonly double[] _weights;
        private readonly double[] _firstLosses;

        public GradNormBalancer(GradNorm options, IReadOnlyList<string> tasks)
        {
            (_options, _tasks, _weights, _firstLosses) = (options, tasks, new double[tasks.Count], new double[tasks.Count]);
            _weights.AsSpan().Fill(1);
            _firstLosses.AsSpan().Fill(double.NaN);
        }

        public override IEnumerable<(string Name, double[] Numbers)> Memory => [("weights", _weights), ("first_losses", _firstLosses)];

        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            var sum = 0.0;
            foreach (var task in step.Tasks) sum += _weights[task];
            for (var i = 0; i < weights.Length; i++) step.OwnWeights[i] = weights[i] = _weights[step.Tasks[i]] * weights.Length / sum;
            Learn(step, weights, sum);
        }

        /// <summary>One step down Σ |w_i ‖g_i‖ − target_i|, where the targets count as constants; the tasks of the step keep the sum of their weights.</summary>
        private void Learn(BalancingStep step, ReadOnlySpan<double> weights, double sum)
        {
            var (length, weighted, ratio, count) = (0.0, 0.0, 0.0, weights.Length);
            for (var i = 0; i < count; i++)
            {
                var norm = Math.Sqrt(step.Gramian[i, i]);
                (length, weighted, ratio) = (length + norm / count, weighted + weights[i] * norm / count, ratio + Ratio(step, i) / count);
            }
            if (!(length > 0))
            {
                step.Say("balancing 'gradnorm': all gradients were zero in a step, and the weights stay as they were.");
                return;
            }
            var learnt = 0.0;
            for (var i = 0; i < count; i++)
            {
                var norm = Math.Sqrt(step.Gramian[i, i]);
                var target = weighted * (ratio > 0 ? Math.Pow(Ratio(step, i) / ratio, _options.Alpha) : 1);
                var slope = Math.Sign(weights[i] * norm - target) * norm / length;
                learnt += _weights[step.Tasks[i]] = Math.Max(LeastWeight, weights[i] - _options.LearningRate * slope);
            }
            foreach (var task in step.Tasks) _weights[task] *= sum / learnt;
        }

        private double Ratio(BalancingStep step, int i)
        {
            var (task, loss) = (step.Tasks[i], step.Losses[i]);
            if (double.IsNaN(_firstLosses[task]) && loss > 0) _firstLosses[task] = loss;
            return loss >= 0 && _firstLosses[task] > 0 ? loss / _firstLosses[task] : throw new TrainingException(
                $"balancing 'gradnorm': expected losses above 0 to compare with the first one, found {loss:R} for task '{_tasks[task]}'. Choose a loss that is never negative, or another balancing method.");
        }
    }
}
