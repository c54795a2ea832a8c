using Polytask.Catalog;

namespace Polytask.Balancing;

/// <summary>
/// Revised uncertainty weighting: Σ L/(2σ²) + log(1 + σ²), which unlike <c>uw</c> never falls below 0. The paper learns σ itself with
/// the model's optimiser; here it is s = log σ², as for <c>uw</c>, which has the same minimum and never crosses 0.
/// </summary>
[Kind("ruw", Paper = "Liebel, Körner, Auxiliary Tasks in Multi-task Learning, arXiv 2018", Url = "https://arxiv.org/abs/1805.06334")]
public sealed record RevisedUncertainty : LearntScaling
{
    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new RevisedBalancer(this, problem.Tasks.Count);

    private sealed class RevisedBalancer(RevisedUncertainty options, int tasks) : LearntScales(options, tasks)
    {
        protected override double Weight(int task, double scale) => 0.5 * Math.Exp(-scale);

        protected override double Slope(int task, double scale, double loss) => 1 / (1 + Math.Exp(-scale)) - 0.5 * Math.Exp(-scale) * loss;
    }
}
