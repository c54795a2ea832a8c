using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>
/// FAMO: all losses shall fall at the same rate. Weights are z/D, divided by their sum, with D the loss above its least value and z the
/// softmax of logits; after the update the losses of the same batch are computed once more, and Adam moves the logits towards the tasks whose
/// loss fell least. Only tasks with a label in the step are compared, and from a step of one task nothing is learnt. The paper's weights add up to 1; here it is the number of tasks, unless <c>sum</c> says otherwise.
/// </summary>
[Kind("famo", Paper = "Liu, Feng, Stone, Liu, FAMO: Fast Adaptive Multitask Optimization, NeurIPS 2023", Url = "https://arxiv.org/abs/2306.03792")]
public sealed record FastAdaptiveBalancing : BalancerOptions
{
    /// <summary>The learning rate of the logits.</summary>
    [Range(0.0, 10)]
    public double LearningRate { get; init; } = 0.025;

    /// <summary>The L2 decay of the logits, γ, which pulls towards even rates. The paper's own runs use 0 to 0.01.</summary>
    [Range(0.0, 10)]
    public double Decay { get; init; } = 1e-3;

    /// <summary>The least value that each task's loss can have; 0 for those not named.</summary>
    [NameIn("tasks")]
    public IReadOnlyDictionary<string, double>? Least { get; init; }

    /// <summary>What the weights add up to.</summary>
    public WeightSum Sum { get; init; }

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) =>
        new FastAdaptiveBalancer(this, TaskNumbers.Resolve(Least, problem.Tasks, "least", 0, _ => true, "a number"), new LossCheck("famo", problem.Tasks));

    private sealed class FastAdaptiveBalancer(FastAdaptiveBalancing options, double[] least, LossCheck check) : LossBalancer
    {
        /// <summary>Keeps logarithms finite.</summary>
        private const double Epsilon = 1e-8;
        private readonly double[] _logits = new double[least.Length], _shares = new double[least.Length], _gains = new double[least.Length];
        private readonly ScalarAdam _adam = new(least.Length, options.LearningRate, options.Decay);

        public override Needs Needs => Needs.LossesAfter;

        public override IEnumerable<(string Name, double[] Numbers)> Memory => [("logit", _logits), .. _adam.Memory];

        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            var shares = Shares(step);
            var sum = 0.0;
            for (var i = 0; i < weights.Length; i++) sum += weights[i] = shares[i] / Above(step.Tasks[i], step.Losses[i]);
            var total = options.Sum == WeightSum.One ? 1 : weights.Length;
            for (var i = 0; i < weights.Length; i++) weights[i] *= total / sum;
        }

        public override void Learn(BalancingStep step, ReadOnlySpan<double> lossesAfter)
        {
            if (step.Count == 1) return; // Adam's momentum would move the logit all the same.
            var shares = Shares(step);
            var mean = 0.0;
            for (var i = 0; i < step.Count; i++)
            {
                _gains[i] = Math.Log(Above(step.Tasks[i], step.Losses[i])) - Math.Log(Above(step.Tasks[i], lossesAfter[i]));
                mean += shares[i] * _gains[i];
            }
            for (var i = 0; i < step.Count; i++)
            {
                var task = step.Tasks[i];
                _logits[task] = _adam.Next(task, _logits[task], shares[i] * (_gains[i] - mean));
            }
        }

        private Span<double> Shares(BalancingStep step)
        {
            var shares = _shares.AsSpan(0, step.Count);
            for (var i = 0; i < shares.Length; i++) shares[i] = _logits[step.Tasks[i]];
            SoftWeights.Of(shares, 1, shares);
            return shares;
        }

        private double Above(int task, double loss)
        {
            check.AtLeast(task, loss, least[task]);
            return loss - least[task] + Epsilon;
        }
    }
}
