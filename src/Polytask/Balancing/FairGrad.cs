using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>
/// α-fair shares of progress: weights w with (G w)_i = w_i^(−1/α). Fairness 0 is <c>equal</c>, 1 is <c>nash_mtl</c> without a limit on
/// the length, and the larger it is the more it favours the task that gains least. Solved exactly by Newton's method. Tasks with a
/// gradient of 0 take no part; where the others' gradients cancel out there is no solution, and shared parameters rest.
/// </summary>
[Kind("fairgrad", Paper = "Ban, Ji, Fair Resource Allocation in Multi-Task Learning, ICML 2024", Url = "https://arxiv.org/abs/2402.15638")]
public sealed record FairGrad : GradientBalancing
{
    /// <summary>The paper's α.</summary>
    [Range(0, 100)]
    public double Fairness { get; init; } = 1;

    /// <inheritdoc/>
    /// <exception cref="ConfigurationException">The fairness lies between 0 and 0.05, where weights leave the range of numbers.</exception>
    public override Balancer Create(BalancingProblem problem) => Fairness is > 0 and < 0.05
        ? throw new ConfigurationException("balancing.fairness: expected 0, or a number from 0.05 to 100. Below, solutions leave the range of floating-point numbers.")
        : new FairGradBalancer(Fairness, problem.Tasks.Count);

    private sealed class FairGradBalancer(double fairness, int tasks) : GramianBalancer
    {
        private readonly Bargain _bargain = new(tasks);

        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            if (fairness == 0)
                weights.Fill(1);
            else if (!_bargain.Solve(step.Gramian, 1 / fairness, weights))
                step.Say("balancing 'fairgrad': the tasks' gradients cancel out in some steps, so that no shares are fair; shared parameters rest in such a step.");
        }
    }
}
