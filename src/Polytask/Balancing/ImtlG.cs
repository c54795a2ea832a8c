using Polytask.Catalog;

namespace Polytask.Balancing;

/// <summary>
/// The direction with equal projections on all tasks' gradients: no task is closer to it than another, whatever the scales. Weights
/// add up to 1 and may be negative. Where gradients depend on one another, projections come as close to equal as they can; gradients
/// of 0 are left out. Where the paper's weights would lead uphill for all tasks, their signs are turned.
/// </summary>
[Kind("imtl_g", Paper = "Liu, Li, Kuang, Xue, Chen, Yang, Liao, Zhang, Towards Impartial Multi-task Learning, ICLR 2021", Url = "https://openreview.net/forum?id=IMPnRXEWpvr")]
public sealed record ImtlG : GradientBalancing
{
    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new ImtlGBalancer(problem.Tasks.Count);

    private sealed class ImtlGBalancer(int tasks) : GramianBalancer
    {
        private readonly ImpartialWeights _impartial = new("imtl_g", tasks);

        public override void Weigh(BalancingStep step, Span<double> weights) => _impartial.Find(step, step.Gramian, weights);
    }
}
