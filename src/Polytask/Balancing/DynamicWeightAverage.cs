using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>
/// Dynamic weight average: tasks whose loss fell least from one epoch to the next count more. With r the mean loss of the last epoch
/// divided by that of the epoch before, the weights are n · softmax(r/T); r is 1 until a task has been through two epochs. Losses
/// must not be below 0. Epochs in which a task has no label do not count for it.
/// </summary>
[Kind("dwa", Paper = "Liu, Johns, Davison, End-to-End Multi-Task Learning with Attention, CVPR 2019", Url = "https://arxiv.org/abs/1803.10704")]
public sealed record DynamicWeightAverage : BalancerOptions
{
    /// <summary>The temperature T: the larger, the more even the weights.</summary>
    [Range(1e-6, 1e6)]
    public double Temperature { get; init; } = 2;

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new AverageBalancer(Temperature, problem.Tasks.Count, new LossCheck("dwa", problem.Tasks));

    private sealed class AverageBalancer(double temperature, int tasks, LossCheck check) : LossBalancer
    {
        private readonly double[] _epochs = EpochMeans.Unknown(tasks), _sums = new double[tasks], _counts = new double[tasks];
        private readonly double[] _last = EpochMeans.Unknown(tasks), _before = EpochMeans.Unknown(tasks);

        public override IEnumerable<(string Name, double[] Numbers)> Memory =>
            [("epoch", _epochs), ("sum", _sums), ("count", _counts), ("last", _last), ("before", _before)];

        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            check.AtLeast0(step);
            for (var i = 0; i < weights.Length; i++)
            {
                var task = step.Tasks[i];
                if (_epochs[task] != step.Epoch) BeginEpoch(task, step.Epoch);
                _sums[task] += step.Losses[i];
                _counts[task]++;
                var ratio = _last[task] / _before[task];
                weights[i] = (double.IsFinite(ratio) ? ratio : 1) / temperature;
            }
            SoftWeights.Of(weights, weights.Length, weights);
        }

        private void BeginEpoch(int task, int epoch)
        {
            if (_counts[task] > 0) (_before[task], _last[task]) = (_last[task], _sums[task] / _counts[task]);
            (_epochs[task], _sums[task], _counts[task]) = (epoch, 0, 0);
        }
    }
}
