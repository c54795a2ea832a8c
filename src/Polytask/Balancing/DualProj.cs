using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>
/// Projects the sum of the tasks' gradients on the cone of directions along which no task's loss rises; where the sum is such a
/// direction, it is that of <c>equal</c>. TorchJD projects the mean instead. Solved exactly; TorchJD regularises by 1e-4.
/// </summary>
[Kind("dualproj", Paper = "Lopez-Paz, Ranzato, Gradient Episodic Memory for Continual Learning, NeurIPS 2017", Url = "https://arxiv.org/abs/1706.08840")]
public sealed record DualProj : GradientBalancing
{
    /// <summary>How much each task's gradient counts in the sum, by the task's name; 1 for tasks not named. Scaled to a mean of 1.</summary>
    [NameIn("tasks")]
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public IReadOnlyDictionary<string, double>? Preference { get; init; }

    /// <summary>Added to the squared length of each gradient, as a share of the sum of all: weights stay smaller where gradients nearly cancel out, and conflicts of that order remain.</summary>
    [Range(0, 1)]
    public double Regularisation { get; init; }

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new DualProjBalancer(Balancing.Preference.Resolve(Preference, problem.Tasks), Regularisation);

    private sealed class DualProjBalancer(double[] preference, double regularisation) : GramianBalancer
    {
        private readonly DualCone _cone = new(preference.Length);
        private readonly SquareMatrix _gramian = new(preference.Length);
        private readonly double[] _preference = new double[preference.Length];

        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            DualCone.Regularise(step.Gramian, regularisation, _gramian);
            var sum = _preference.AsSpan(0, weights.Length);
            StepPreference.Fill(preference, step.Tasks, sum);
            _cone.Forget();
            _cone.Project(_gramian, sum, weights);
        }
    }
}
