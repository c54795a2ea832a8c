using Polytask.Catalog;

namespace Polytask.Balancing;

/// <summary>
/// The geometric mean of the losses: L = (Π L_t)^(1/n), with which the units of the losses do not matter. Losses must be above 0. It is
/// computed by logarithms: products of many losses leave the range of numbers in other implementations, and do not here.
/// </summary>
[Kind("gls", Paper = "Chennupati, Sistu, Yogamani, Rawashdeh, MultiNet++: Multi-Stream Feature Aggregation and Geometric Loss Strategy for Multi-Task Learning, CVPR Workshops 2019", Url = "https://arxiv.org/abs/1904.08492")]
public sealed record GeometricLoss : BalancerOptions
{
    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new GeometricBalancer(new LossCheck("gls", problem.Tasks));

    private sealed class GeometricBalancer(LossCheck check) : LossBalancer
    {
        /// <summary>e to this power is finite.</summary>
        private const double LargestExponent = 700;

        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            check.Above0(step);
            var mean = 0.0;
            foreach (var loss in step.Losses) mean += Math.Log(loss) / step.Count;
            for (var i = 0; i < weights.Length; i++) weights[i] = Math.Exp(Math.Min(mean - Math.Log(step.Losses[i]), LargestExponent)) / step.Count;
        }
    }
}
