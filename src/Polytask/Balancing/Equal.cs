using Polytask.Catalog;

namespace Polytask.Balancing;

/// <summary>Every task's loss counts by its own <c>weight</c> alone: L = Σ w_t L_t.</summary>
[Kind("equal")]
public sealed record Equal : BalancerOptions
{
    /// <inheritdoc/>
    public override LossBalancer Create(int tasks) => new EqualBalancer();

    private sealed class EqualBalancer : LossBalancer
    {
        public override void Weigh(ReadOnlySpan<double> losses, Span<double> weights) => weights.Fill(1);
    }
}
