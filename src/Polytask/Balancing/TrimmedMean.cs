using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Gradients;

namespace Polytask.Balancing;

/// <summary>
/// For every number of the gradients, the mean over the tasks without the largest and the smallest ones: a task with wild gradients cannot pull the
/// shared parameters anywhere. Being a mean, it is shorter than the sum of <c>equal</c> by the number of tasks.
/// </summary>
[Kind("trimmed_mean", Paper = "Yin, Chen, Kannan, Bartlett, Byzantine-Robust Distributed Learning: Towards Optimal Statistical Rates, ICML 2018", Url = "https://arxiv.org/abs/1803.01498")]
public sealed record TrimmedMean : GradientBalancing
{
    /// <summary>How many numbers are left out at each end; there must be more than twice as many tasks. In a step with labels of fewer, gradients are added up.</summary>
    [Range(0, 1000)]
    public int Trim { get; init; } = 1;

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => problem.Tasks.Count > 2 * Trim ? new TrimmedMeanBalancer(problem.Tasks.Count, Trim) : throw new ConfigurationException(
        $"balancing.trim: expected at least {2 * Trim + 1} tasks to leave out {Trim} at each end, found {problem.Tasks.Count}. Set it to {(problem.Tasks.Count - 1) / 2} at most.");

    private sealed class TrimmedMeanBalancer(int tasks, int trim) : JacobianBalancer
    {
        private readonly float[] _numbers = new float[tasks];

        public override int FewestTasks => 2 * trim + 1;

        public override void Combine(BalancingStep step, Jacobian jacobian, Span<float> direction)
        {
            var numbers = _numbers.AsSpan(0, step.Count);
            for (var k = 0; k < direction.Length; k++)
            {
                for (var i = 0; i < numbers.Length; i++) numbers[i] = jacobian[i][k];
                numbers.Sort();
                var sum = 0.0;
                foreach (var number in numbers[trim..^trim]) sum += number;
                direction[k] = (float)(sum / (numbers.Length - 2 * trim));
            }
        }
    }
}
