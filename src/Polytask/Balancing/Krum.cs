using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;

namespace Polytask.Balancing;

/// <summary>
/// Multi-Krum: the mean of the gradients that are nearest to the others', so that a few wild ones change nothing. Distances are
/// squared, as in the paper; TorchJD adds up distances. It needs 2 × byzantine + 3 tasks; in a step with labels of fewer, all
/// gradients are added up.
/// </summary>
[Kind("krum", Paper = "Blanchard, El Mhamdi, Guerraoui, Stainer, Machine Learning with Adversaries: Byzantine Tolerant Gradient Descent, NeurIPS 2017", Url = "https://papers.neurips.cc/paper_files/paper/2017/hash/f4b9ec30ad9f68f89b29639786cb62ef-Abstract.html")]
public sealed record Krum : GradientBalancing
{
    /// <summary>How many gradients may be wild.</summary>
    [Range(0, 1000)]
    public int Byzantine { get; init; }

    /// <summary>How many gradients are averaged.</summary>
    [Range(1, 1000)]
    public int Selected { get; init; } = 1;

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => problem.Tasks.Count >= 2 * Byzantine + 3 && problem.Tasks.Count >= Selected
        ? new KrumBalancer(Byzantine, Selected, problem.Tasks.Count)
        : throw new ConfigurationException($"balancing 'krum': expected at least {Math.Max(2 * Byzantine + 3, Selected)} tasks for byzantine {Byzantine} and selected {Selected}, found {problem.Tasks.Count}. Lower them, or choose another method.");

    private sealed class KrumBalancer(int byzantine, int selected, int tasks) : GramianBalancer
    {
        private readonly double[] _distances = new double[tasks], _scores = new double[tasks];
        private readonly int[] _order = new int[tasks];

        public override int FewestTasks => 2 * byzantine + 3;

        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            var count = weights.Length;
            for (var i = 0; i < count; i++) (_scores[i], _order[i]) = (Score(step, i, count), i);
            _scores.AsSpan(0, count).Sort(_order.AsSpan(0, count));
            var best = Math.Min(selected, count);
            weights.Clear();
            for (var k = 0; k < best; k++) weights[_order[k]] = 1.0 / best;
        }

        /// <summary>Σ of the smallest squared distances to others.</summary>
        private double Score(BalancingStep step, int i, int count)
        {
            var gramian = step.Gramian;
            for (var k = 0; k < count; k++) _distances[k] = k == i ? 0 : Math.Max(0, gramian[i, i] + gramian[k, k] - 2 * gramian[i, k]);
            var distances = _distances.AsSpan(0, count);
            distances.Sort();
            var sum = 0.0;
            foreach (var distance in distances[..Math.Max(1, count - byzantine - 1)]) sum += distance;
            return sum;
        }
    }
}
