using Polytask.Catalog;

namespace Polytask.Balancing;

/// <summary>
/// Optimal uncertainty weighting: the variance that <c>uw</c> would learn is put in at once, so that each task's weight is 1/L_t. That
/// is the gradient of Σ log L_t: the same weights as <c>si</c> without preferences. Losses must be above 0.
/// </summary>
[Kind("uw_o", Paper = "Kirchdorfer, Elich, Kutsche, Stuckenschmidt, Schott, Köhler, Analytical Uncertainty-Based Loss Weighting in Multi-Task Learning, GCPR 2024", Url = "https://arxiv.org/abs/2408.07985")]
public sealed record OptimalUncertainty : BalancerOptions
{
    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new OptimalBalancer(new LossCheck("uw_o", problem.Tasks));

    private sealed class OptimalBalancer(LossCheck check) : LossBalancer
    {
        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            check.Above0(step);
            for (var i = 0; i < weights.Length; i++) weights[i] = InverseLosses.Of(step.Losses[i]);
        }
    }
}
