using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;

namespace Polytask.Balancing;

/// <summary>
/// Scale-invariant sum: L = Σ p_t log L_t, so that each task's weight is p_t/L_t and the units of its loss do not matter. Losses must be
/// above 0. The weights grow without bound where losses shrink: with plain SGD, lower the learning rate or use <c>gls</c>.
/// </summary>
[Kind("si", Paper = "Navon, Shamsian, Achituve, Maron, Kawaguchi, Chechik, Fetaya, Multi-Task Learning as a Bargaining Game, ICML 2022", Url = "https://arxiv.org/abs/2202.01017")]
public sealed record ScaleInvariant : BalancerOptions
{
    /// <summary>How much each task matters; 1 for those not named. Taken as they are.</summary>
    [NameIn("tasks")]
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public IReadOnlyDictionary<string, double>? Preference { get; init; }

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) =>
        new ScaleInvariantBalancer(Balancing.Preference.Resolve(Preference, problem.Tasks), new LossCheck("si", problem.Tasks));

    private sealed class ScaleInvariantBalancer(double[] preference, LossCheck check) : LossBalancer
    {
        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            check.Above0(step);
            for (var i = 0; i < weights.Length; i++) weights[i] = preference[step.Tasks[i]] * InverseLosses.Of(step.Losses[i]);
        }
    }
}
