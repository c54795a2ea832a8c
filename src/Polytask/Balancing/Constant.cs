using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;

namespace Polytask.Balancing;

/// <summary>
/// The weighted sum of the losses, with weights that you state: L = Σ w_t L_t. The weights are taken as they are, and a task's own
/// <c>weight</c> multiplies its loss as well.
/// </summary>
[Kind("constant")]
public sealed record Constant : BalancerOptions
{
    /// <summary>The weight of each task; 1 for those not named, and with 0 a task is not trained.</summary>
    [NameIn("tasks")]
    [Range(0, double.MaxValue)]
    public IReadOnlyDictionary<string, double>? Weights { get; init; }

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) =>
        new ConstantBalancer(TaskNumbers.Resolve(Weights, problem.Tasks, "weights", 1, number => number >= 0, "a number of at least 0"));

    private sealed class ConstantBalancer(double[] constants) : LossBalancer
    {
        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            for (var i = 0; i < weights.Length; i++) weights[i] = constants[step.Tasks[i]];
        }
    }
}
