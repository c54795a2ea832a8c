using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;

namespace Polytask.Balancing;

/// <summary>
/// Penalty-based boundary intersection: L = d₁ + θ d₂, with d₁ how far the losses have come along the direction of the preference from the
/// reference losses, and d₂ how far they are off it. Weights may be below 0. Where the losses are on the direction, d₂ has no
/// gradient and counts nothing.
/// </summary>
[Kind("pbi", Paper = "Zhang, Li, MOEA/D: A Multiobjective Evolutionary Algorithm Based on Decomposition, IEEE Transactions on Evolutionary Computation 2007", Url = "https://doi.org/10.1109/TEVC.2007.892759")]
public sealed record BoundaryIntersection : BalancerOptions
{
    /// <summary>The penalty θ of being off the direction. The paper takes 5.</summary>
    [Range(0.0, double.MaxValue)]
    public double Penalty { get; init; } = 5;

    /// <summary>How much each task's loss may stay above its reference, in proportion; 1 for those not named. Divided by its length.</summary>
    [NameIn("tasks")]
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public IReadOnlyDictionary<string, double>? Preference { get; init; }

    /// <summary>The losses that the direction starts from, the best that each task can reach; 0 for those not named.</summary>
    [NameIn("tasks")]
    public IReadOnlyDictionary<string, double>? Reference { get; init; }

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new BoundaryBalancer(
        Penalty,
        Balancing.Preference.Resolve(Preference, problem.Tasks),
        TaskNumbers.Resolve(Reference, problem.Tasks, "reference", 0, _ => true, "a number"));

    private sealed class BoundaryBalancer(double penalty, double[] preference, double[] reference) : LossBalancer
    {
        /// <summary>The share of the losses' length that rounding leaves where they are on the direction.</summary>
        private const double Rounding = 1e-14;

        private readonly double[] _off = new double[preference.Length];

        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            var (length, along, size, off) = (0.0, 0.0, 0.0, 0.0);
            for (var i = 0; i < weights.Length; i++) length = Math.Sqrt(length * length + preference[step.Tasks[i]] * preference[step.Tasks[i]]);
            for (var i = 0; i < weights.Length; i++)
            {
                _off[i] = step.Losses[i] - reference[step.Tasks[i]];
                weights[i] = preference[step.Tasks[i]] / length;
                along += weights[i] * _off[i];
                size += Math.Abs(_off[i]);
            }
            for (var i = 0; i < weights.Length; i++)
            {
                _off[i] -= along * weights[i];
                off = Math.Sqrt(off * off + _off[i] * _off[i]);
            }
            if (off <= Rounding * size) return;
            for (var i = 0; i < weights.Length; i++) weights[i] += penalty * (_off[i] / off);
        }
    }
}
