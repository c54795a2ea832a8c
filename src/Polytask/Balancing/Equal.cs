using Polytask.Catalog;

namespace Polytask.Balancing;

/// <summary>Every task's loss counts by its own <c>weight</c> alone: L = Σ w_t L_t.</summary>
[Kind("equal")]
public sealed record Equal : BalancerOptions
{
    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new EqualBalancer();

    private sealed class EqualBalancer : LossBalancer
    {
        public override void Weigh(BalancingStep step, Span<double> weights) => weights.Fill(1);
    }
}
