using Polytask.Catalog;
using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>
/// Gradient surgery: where the gradient of a task points against that of another, the part against it is taken away. A gradient meets the others in
/// random order, and the results are added up. With two tasks no order is possible, and the result conflicts with neither.
/// </summary>
[Kind("pcgrad", Paper = "Yu, Kumar, Gupta, Levine, Hausman, Finn, Gradient Surgery for Multi-Task Learning, NeurIPS 2020", Url = "https://arxiv.org/abs/2001.06782")]
public sealed record PCGrad : GradientBalancing
{
    internal VisitOrder Order { get; init; }

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new PCGradBalancer(problem.Tasks.Count, Order);

    private sealed class PCGradBalancer(int tasks, VisitOrder order) : GramianBalancer
    {
        private readonly int[] _visits = new int[tasks];
        private readonly double[] _coefficients = new double[tasks];

        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            var gramian = step.Gramian;
            var visits = _visits.AsSpan(0, weights.Length);
            var own = _coefficients.AsSpan(0, weights.Length);
            weights.Clear();
            for (var task = 0; task < weights.Length; task++)
            {
                // The gradient after the visits so far is Σ own_k g_k, and its product with g_j is (G own)_j.
                own.Clear();
                own[task] = 1;
                order.Fill(visits, step);
                foreach (var other in visits)
                {
                    if (other == task || !(gramian[other, other] > 0)) continue;
                    var product = RowMath.Dot(gramian[other], own);
                    if (product < 0) own[other] -= product / gramian[other, other];
                }
                for (var i = 0; i < weights.Length; i++) weights[i] += own[i];
            }
        }
    }
}
