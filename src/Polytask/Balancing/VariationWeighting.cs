using Polytask.Catalog;

namespace Polytask.Balancing;

/// <summary>
/// Weights by coefficients of variation: tasks whose loss still varies count more. The weight is σ/μ, over all steps before, of the loss
/// divided by its mean until then; the first two steps of a task count evenly. Losses must not be below 0. The paper's weights add up
/// to 1; here it is the number of tasks, unless <c>sum</c> says otherwise.
/// </summary>
[Kind("cov", Paper = "Groenendijk, Karaoglu, Gevers, Mensink, Multi-Loss Weighting with Coefficient of Variations, WACV 2021", Url = "https://arxiv.org/abs/2009.01717")]
public sealed record VariationWeighting : BalancerOptions
{
    /// <summary>What the weights add up to.</summary>
    public WeightSum Sum { get; init; }

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new VariationBalancer(Sum, problem.Tasks.Count, new LossCheck("cov", problem.Tasks));

    private sealed class VariationBalancer(WeightSum sum, int tasks, LossCheck check) : LossBalancer
    {
        private readonly double[] _counts = new double[tasks], _losses = new double[tasks], _ratios = new double[tasks], _squares = new double[tasks];

        public override IEnumerable<(string Name, double[] Numbers)> Memory =>
            [("count", _counts), ("loss.mean", _losses), ("ratio.mean", _ratios), ("ratio.squares", _squares)];

        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            check.AtLeast0(step);
            var (total, known) = (0.0, 0);
            for (var i = 0; i < weights.Length; i++)
            {
                var variation = weights[i] = Variation(step.Tasks[i]);
                if (!double.IsNaN(variation)) (total, known) = (total + variation, known + 1);
                Add(step.Tasks[i], step.Losses[i]);
            }
            if (known > 0 && total == 0)
                step.Say("balancing 'cov': the losses have not varied at all, so that they have no weights; all tasks count evenly until they vary.");
            if (total == 0) weights.Fill(double.NaN);
            var (mean, sumOfWeights) = (total > 0 ? total / known : 1, sum == WeightSum.One ? 1.0 : weights.Length);
            foreach (ref var weight in weights) weight = (double.IsNaN(weight) ? 1 : weight / mean) * (sumOfWeights / weights.Length);
        }

        /// <summary>σ/μ of the ratios so far; NaN before the second.</summary>
        private double Variation(int task) => _counts[task] < 2 ? double.NaN : _ratios[task] > 0 ? Math.Sqrt(_squares[task] / _counts[task]) / _ratios[task] : 0;

        private void Add(int task, double loss)
        {
            var ratio = _losses[task] > 0 ? loss / _losses[task] : 1;
            var count = ++_counts[task];
            var change = ratio - _ratios[task];
            _ratios[task] += change / count;
            _squares[task] += change * (ratio - _ratios[task]);
            _losses[task] += (loss - _losses[task]) / count;
        }
    }
}
