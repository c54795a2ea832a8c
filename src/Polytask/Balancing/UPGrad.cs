using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>
/// Projects each task's gradient on the cone of directions along which no task's loss rises, and adds the projections up: the result
/// is such a direction, and where no gradients conflict it is the one of <c>equal</c>. The paper, and TorchJD, average the projections
/// instead. Solved exactly; TorchJD regularises by 1e-4.
/// </summary>
[Kind("upgrad", Paper = "Quinton, Rey, Jacobian Descent for Multi-Objective Optimization, arXiv 2024", Url = "https://arxiv.org/abs/2406.16232")]
public sealed record UPGrad : GradientBalancing
{
    /// <summary>How much each task's projection counts, by the task's name; 1 for tasks not named. Scaled to a mean of 1.</summary>
    [NameIn("tasks")]
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public IReadOnlyDictionary<string, double>? Preference { get; init; }

    /// <summary>Added to the squared length of each gradient, as a share of the sum of all: weights stay smaller where gradients nearly cancel out, and conflicts of that order remain.</summary>
    [Range(0, 1)]
    public double Regularisation { get; init; }

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new UPGradBalancer(Balancing.Preference.Resolve(Preference, problem.Tasks), Regularisation);

    private sealed class UPGradBalancer(double[] preference, double regularisation) : GramianBalancer
    {
        private readonly DualCone _cone = new(preference.Length);
        private readonly SquareMatrix _gramian = new(preference.Length);
        private readonly double[] _unit = new double[preference.Length], _projection = new double[preference.Length], _preference = new double[preference.Length];

        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            DualCone.Regularise(step.Gramian, regularisation, _gramian);
            StepPreference.Fill(preference, step.Tasks, _preference);
            _cone.Forget();
            weights.Clear();
            var unit = _unit.AsSpan(0, weights.Length);
            var projection = _projection.AsSpan(0, weights.Length);
            for (var i = 0; i < weights.Length; i++)
            {
                unit.Clear();
                unit[i] = 1;
                _cone.Project(_gramian, unit, projection);
                for (var k = 0; k < weights.Length; k++) weights[k] += _preference[i] * projection[k];
            }
        }
    }
}
