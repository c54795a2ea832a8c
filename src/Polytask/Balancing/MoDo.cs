using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;

namespace Polytask.Balancing;

/// <summary>
/// Dynamic weighting with double sampling: walks towards the weights whose direction is the shortest, one projected step per update. The gradients of
/// two independent batches meet in the products, so that noise does not bias the weights; the weights are for the gradients of a third. A step's
/// batch is divided in three. The weights add up to 1: against <c>equal</c> the direction is shorter by the number of tasks.
/// </summary>
[Kind("modo", Paper = "Chen, Fernando, Ying, Chen, Three-Way Trade-Off in Multi-Objective Learning: Optimization, Generalization and Conflict-Avoidance, NeurIPS 2023", Url = "https://arxiv.org/abs/2305.20057")]
public sealed record MoDo : GradientBalancing
{
    /// <summary>The step size of the weights. It belongs to the scale of the gradients: the authors' program and TorchJD take 0.1, LibMTL 0.001, as here.</summary>
    [Range(0, 1e6)]
    public double Gamma { get; init; } = 0.001;

    /// <summary>How strongly the weights are drawn to equal ones. The authors' program and LibMTL take 0.1, TorchJD 0.</summary>
    [Range(0, 1e6)]
    public double Rho { get; init; } = 0.1;

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new MoDoBalancer(this, problem.Tasks.Count);

    private sealed class MoDoBalancer(MoDo options, int tasks) : GramianBalancer
    {
        private readonly SimplexWeights _weights = new(tasks);
        private readonly double[] _slopes = new double[tasks];

        public override Needs Needs => Needs.CrossGramian;

        public override IEnumerable<(string Name, double[] Numbers)> Memory => [("weights", _weights.Numbers)];

        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            _weights.Read(step.Tasks, weights);
            step.CrossGramian.Multiply(weights, _slopes);
            for (var i = 0; i < weights.Length; i++) weights[i] -= options.Gamma * (_slopes[i] + options.Rho * weights[i]);
            _weights.Write(step.Tasks, weights);
        }
    }
}
