using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>
/// GO4Align: tasks that are at the same point of their learning form groups, and those of a group count alike. A task's indicator is Q ΣL/L,
/// with Q multiplied by exp(−β L) in every step and divided by its sum; a group's weight is the mean of its indicators. Losses must be above
/// 0. Groups are found by exact K-means, so that nothing is left to chance; the paper's code starts at random. Weights are n times the
/// paper's, as in its code. A task without label keeps its share of Q.
/// </summary>
[Kind("go4align", Paper = "Shen, Wang, Xiao, van Noord, Worring, GO4Align: Group Optimization for Multi-Task Alignment, NeurIPS 2024", Url = "https://arxiv.org/abs/2404.06486")]
public sealed record GroupAlignment : BalancerOptions
{
    /// <summary>How many groups, K; at most one per task.</summary>
    [Range(1, 1000)]
    public int Groups { get; init; } = 2;

    /// <summary>How much a loss changes Q, β; with 0 it does not.</summary>
    [Range(0.0, 1000)]
    public double Rate { get; init; } = 1e-4;

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new GroupBalancer(this, problem.Tasks.Count, new LossCheck("go4align", problem.Tasks));

    private sealed class GroupBalancer(GroupAlignment options, int tasks, LossCheck check) : LossBalancer
    {
        private readonly double[] _logarithms = new double[tasks], _indicators = new double[tasks];
        private readonly LineClusters _clusters = new(tasks, Math.Min(options.Groups, tasks));

        /// <summary>log Q, up to a constant.</summary>
        public override IEnumerable<(string Name, double[] Numbers)> Memory => [("smoothness", _logarithms)];

        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            check.Above0(step);
            var before = LogSum(step.Tasks);
            for (var i = 0; i < weights.Length; i++) _logarithms[step.Tasks[i]] -= options.Rate * step.Losses[i];
            var after = LogSum(step.Tasks);
            var sum = 0.0;
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] = _logarithms[step.Tasks[i]] - after;
                _logarithms[step.Tasks[i]] += before - after;
                sum += step.Losses[i];
            }
            var indicators = _indicators.AsSpan(0, weights.Length);
            for (var i = 0; i < weights.Length; i++) indicators[i] = Math.Exp(weights[i]) * sum * InverseLosses.Of(step.Losses[i]);
            _clusters.Average(indicators, weights);
        }

        private double LogSum(ReadOnlySpan<int> tasks)
        {
            var (largest, sum) = (double.NegativeInfinity, 0.0);
            foreach (var task in tasks) largest = Math.Max(largest, _logarithms[task]);
            foreach (var task in tasks) sum += Math.Exp(_logarithms[task] - largest);
            return largest + Math.Log(sum);
        }
    }
}
