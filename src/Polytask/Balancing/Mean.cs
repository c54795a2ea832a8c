using Polytask.Catalog;

namespace Polytask.Balancing;

/// <summary>The mean of the losses: each of the n tasks of a step counts 1/n. With plain SGD it is <c>equal</c> at a learning rate n times smaller.</summary>
[Kind("mean")]
public sealed record Mean : BalancerOptions
{
    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new MeanBalancer();

    private sealed class MeanBalancer : LossBalancer
    {
        public override void Weigh(BalancingStep step, Span<double> weights) => weights.Fill(1.0 / step.Count);
    }
}
