using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>
/// Soft optimal uncertainty weighting: the softmax of 1/(T L_t), so that tasks with a small loss count more, and the temperature T says
/// how much more. Losses must be above 0. The paper's weights add up to 1; here it is the number of tasks, unless <c>sum</c> says so.
/// </summary>
[Kind("uw_so", Paper = "Kirchdorfer, Elich, Kutsche, Stuckenschmidt, Schott, Köhler, Analytical Uncertainty-Based Loss Weighting in Multi-Task Learning, GCPR 2024", Url = "https://arxiv.org/abs/2408.07985")]
public sealed record SoftUncertainty : BalancerOptions
{
    /// <summary>The temperature T: large for equal weights, small for the task with the least loss alone. The paper tunes it for each data set; the default is a choice of this library.</summary>
    [Range(1e-6, 1e6)]
    public double Temperature { get; init; } = 10;

    /// <summary>What the weights add up to.</summary>
    public WeightSum Sum { get; init; }

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new SoftBalancer(this, new LossCheck("uw_so", problem.Tasks));

    private sealed class SoftBalancer(SoftUncertainty options, LossCheck check) : LossBalancer
    {
        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            check.Above0(step);
            for (var i = 0; i < weights.Length; i++) weights[i] = InverseLosses.Of(step.Losses[i]) / options.Temperature;
            SoftWeights.Of(weights, options.Sum == WeightSum.One ? 1 : weights.Length, weights);
        }
    }
}
