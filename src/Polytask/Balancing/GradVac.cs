using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>
/// Gradient vaccine: remembers how alike the gradients of each pair of tasks are, and where they are less alike in a step, turns the one towards the
/// other until they are as alike as usual. In the paper every layer has its own memory: <c>groups: layer</c>. A remembered cosine counts as 0.9999
/// at most, since turning a gradient into the very direction of another would make it infinitely long.
/// </summary>
[Kind("gradvac", Paper = "Wang, Tsvetkov, Firat, Cao, Gradient Vaccine: Investigating and Improving Multi-task Optimization in Massively Multilingual Models, ICLR 2021", Url = "https://arxiv.org/abs/2010.05874")]
public sealed record GradVac : GradientBalancing
{
    /// <summary>The share of a step in the remembered cosine; with 0 nothing is learnt and the method is <c>pcgrad</c>. The default is the paper's; LibMTL and TorchJD take 0.5.</summary>
    [Range(0, 1)]
    public double Beta { get; init; } = 0.01;

    internal VisitOrder Order { get; init; }

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new GradVacBalancer(problem.Tasks.Count, Beta, Order);

    private sealed class GradVacBalancer(int tasks, double beta, VisitOrder order) : GramianBalancer
    {
        private const double MostAlike = 0.9999;
        private readonly int[] _visits = new int[tasks];
        private readonly double[] _coefficients = new double[tasks];
        private readonly double[] _targets = new double[tasks * tasks];

        public override IEnumerable<(string Name, double[] Numbers)> Memory => [("targets", _targets)];

        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            var visits = _visits.AsSpan(0, weights.Length);
            var own = _coefficients.AsSpan(0, weights.Length);
            weights.Clear();
            for (var task = 0; task < weights.Length; task++)
            {
                own.Clear();
                own[task] = 1;
                order.Fill(visits, step);
                foreach (var other in visits)
                    if (other != task) Visit(step.Gramian, own, other, ref _targets[step.Tasks[task] * tasks + step.Tasks[other]]);
                for (var i = 0; i < weights.Length; i++) weights[i] += own[i];
            }
        }

        private void Visit(SquareMatrix gramian, Span<double> own, int other, ref double target)
        {
            var squares = 0.0;
            for (var i = 0; i < own.Length; i++) squares += own[i] * RowMath.Dot(gramian[i], own);
            if (!(squares > 0 && gramian[other, other] > 0)) return;
            var (length, otherLength) = (Math.Sqrt(squares), Math.Sqrt(gramian[other, other]));
            var cosine = Math.Clamp(RowMath.Dot(gramian[other], own) / length / otherLength, -1, 1);
            var wanted = Math.Clamp(target, -MostAlike, MostAlike);
            if (cosine < wanted)
            {
                var sine = Math.Sqrt(1 - wanted * wanted);
                own[other] += length / otherLength * (wanted * Math.Sqrt(1 - cosine * cosine) - cosine * sine) / sine;
            }
            target += beta * (cosine - target);
        }
    }
}
