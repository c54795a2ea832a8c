using Polytask.Catalog;

namespace Polytask.Balancing;

/// <summary>
/// The loss balance of IMTL: learns s of each task so that all weighted losses e^s L become 1, by training on Σ e^s L − s. Its other
/// half balances gradients. The paper learns s with the model's optimiser. Twice the objective of <c>uw</c>, with −s for s.
/// </summary>
[Kind("imtl_l", Paper = "Liu, Li, Kuang, Xue, Chen, Yang, Liao, Zhang, Towards Impartial Multi-task Learning, ICLR 2021", Url = "https://openreview.net/forum?id=IMPnRXEWpvr")]
public sealed record ImpartialLosses : LearntScaling
{
    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new ImpartialBalancer(this, problem.Tasks.Count);

    private sealed class ImpartialBalancer(ImpartialLosses options, int tasks) : LearntScales(options, tasks)
    {
        protected override double Weight(int task, double scale) => Math.Exp(scale);

        protected override double Slope(int task, double scale, double loss) => Math.Exp(scale) * loss - 1;
    }
}
