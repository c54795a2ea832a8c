using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>The common length to which Aligned-MTL brings the principal directions of the gradients.</summary>
public enum AlignedScale
{
    /// <summary>That of the shortest, as in the paper.</summary>
    Min,

    /// <summary>Their median (the lower one of an even number).</summary>
    Median,

    /// <summary>Their root mean square.</summary>
    Rmse,
}

/// <summary>
/// Replaces the tasks' gradients by the nearest ones that are orthogonal and of one length, and adds these up: no task dominates or
/// contradicts another. TorchJD divides the sum by the number of tasks. Directions in which gradients have less than 1e-12 of the
/// largest square are left out.
/// </summary>
[Kind("aligned_mtl", Paper = "Senushkin, Patakin, Kuznetsov, Konushin, Independent Component Alignment for Multi-Task Learning, CVPR 2023", Url = "https://arxiv.org/abs/2305.19000")]
public sealed record AlignedMtl : GradientBalancing
{
    /// <summary>The common length of the directions.</summary>
    public AlignedScale Scale { get; init; }

    /// <summary>How much each task's aligned gradient counts, by the task's name; 1 for tasks not named. Scaled to a mean of 1.</summary>
    [NameIn("tasks")]
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public IReadOnlyDictionary<string, double>? Preference { get; init; }

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new AlignedBalancer(Scale, Balancing.Preference.Resolve(Preference, problem.Tasks));

    private sealed class AlignedBalancer(AlignedScale scale, double[] preference) : GramianBalancer
    {
        private readonly SymmetricEigen _eigen = new(preference.Length);
        private readonly double[] _kept = new double[preference.Length], _preference = new double[preference.Length];

        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            weights.Clear();
            _eigen.Decompose(step.Gramian);
            var least = _eigen.Largest * LeastSquares.Negligible;
            var kept = 0;
            foreach (var value in _eigen.Values)
                if (value > least) _kept[kept++] = value;
            if (kept == 0) return;
            var length = Math.Sqrt(Common(_kept.AsSpan(0, kept)));
            var wanted = _preference.AsSpan(0, weights.Length);
            StepPreference.Fill(preference, step.Tasks, wanted);
            for (var k = 0; k < weights.Length; k++)
            {
                if (!(_eigen.Values[k] > least)) continue;
                var vector = _eigen.Vectors[k];
                var share = vector.Dot(wanted) * length / Math.Sqrt(_eigen.Values[k]);
                for (var i = 0; i < weights.Length; i++) weights[i] += share * vector[i];
            }
        }

        private double Common(Span<double> values)
        {
            values.Sort();
            if (scale != AlignedScale.Rmse) return values[scale == AlignedScale.Median ? (values.Length - 1) / 2 : 0];
            var sum = 0.0;
            foreach (var value in values) sum += value;
            return sum / values.Length;
        }
    }
}
