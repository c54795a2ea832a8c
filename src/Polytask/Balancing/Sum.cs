using Polytask.Catalog;

namespace Polytask.Balancing;

/// <summary>The sum of the losses, as other programs call it: the same as <c>equal</c>.</summary>
[Kind("sum")]
public sealed record Sum : BalancerOptions
{
    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new Equal().Create(problem);
}
