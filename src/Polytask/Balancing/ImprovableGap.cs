using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>
/// Improvable gap balancing, the paper's first method: trains on Σ w log L, with w = n · softmax(L/B) larger for tasks whose loss is still
/// near its baseline B. B is the mean loss of one epoch, or stated; until it is known, the gap L/B counts as 1. Losses must be
/// above 0. The paper's second method, learnt by reinforcement, is not here.
/// </summary>
[Kind("igb", Paper = "Dai, Fei, Lu, Improvable Gap Balancing for Multi-Task Learning, UAI 2023", Url = "https://arxiv.org/abs/2307.15429")]
public sealed record ImprovableGap : BalancerOptions
{
    /// <summary>The epoch, counted from 0, whose mean losses are the baseline; for a task without labels in it, its first epoch after.</summary>
    [Range(0, int.MaxValue)]
    public int BaseEpoch { get; init; } = 1;

    /// <summary>Baseline losses of tasks, such as those of models of single tasks; for tasks not named, they are measured.</summary>
    [NameIn("tasks")]
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public IReadOnlyDictionary<string, double>? BaseLosses { get; init; }

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new GapBalancer(
        TaskNumbers.Resolve(BaseLosses, problem.Tasks, "baseLosses", double.NaN, number => number > 0, "a number above 0"),
        new EpochMeans(problem.Tasks.Count, BaseEpoch),
        new LossCheck("igb", problem.Tasks));

    private sealed class GapBalancer(double[] stated, EpochMeans measured, LossCheck check) : LossBalancer
    {
        public override IEnumerable<(string Name, double[] Numbers)> Memory => measured.Memory;

        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            check.Above0(step);
            for (var i = 0; i < weights.Length; i++)
            {
                var (task, loss) = (step.Tasks[i], step.Losses[i]);
                measured.Add(task, step.Epoch, loss);
                var baseline = double.IsNaN(stated[task]) ? measured.Of(task, step.Epoch) : stated[task];
                weights[i] = double.IsNaN(baseline) ? 1 : loss / baseline;
            }
            SoftWeights.Of(weights, weights.Length, weights);
            for (var i = 0; i < weights.Length; i++) weights[i] *= InverseLosses.Of(step.Losses[i]);
        }
    }
}
