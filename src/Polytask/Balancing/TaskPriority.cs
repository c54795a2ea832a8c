using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Polytask.Catalog;

namespace Polytask.Balancing;

/// <summary>
/// Dynamic task prioritisation: difficult tasks count more. With κ the smoothed score of a task on the validation rows, the first of its metrics,
/// its weight is −(1 − κ)^γ log κ; it is 1 before the first score. A score is higher for better and at most 1, such as
/// accuracy; below 0, as R² may be, it counts as 0. The paper balances examples within tasks as well; that part is not here.
/// </summary>
[Kind("dtp", Paper = "Guo, Haque, Huang, Yeung, Fei-Fei, Dynamic Task Prioritization for Multitask Learning, ECCV 2018", Url = "https://openaccess.thecvf.com/content_ECCV_2018/html/Michelle_Guo_Focus_on_the_ECCV_2018_paper.html")]
public sealed record TaskPriority : BalancerOptions
{
    /// <summary>The focus γ: the larger, the less count tasks that do well.</summary>
    [Range(0.0, 100)]
    public double Focus { get; init; } = 1;

    /// <summary>How much of κ a new score is; the rest is the κ before.</summary>
    [Range(0.0, 1, MinimumIsExclusive = true)]
    public double Novelty { get; init; } = 0.5;

    /// <summary>Smaller κ count as this one, so that a task that learns nothing does not count without bound.</summary>
    [Range(1e-12, 1)]
    public double Least { get; init; } = 0.01;

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new PriorityBalancer(this, problem.Tasks);

    private sealed class PriorityBalancer(TaskPriority options, IReadOnlyList<string> tasks) : LossBalancer
    {
        private readonly double[] _scores = EpochMeans.Unknown(tasks.Count), _epochs = EpochMeans.Unknown(tasks.Count);

        public override Needs Needs => Needs.Scores;

        public override IEnumerable<(string Name, double[] Numbers)> Memory => [("score", _scores), ("epoch", _epochs)];

        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            var sum = 0.0;
            for (var i = 0; i < weights.Length; i++)
            {
                var task = step.Tasks[i];
                if (!double.IsNaN(step.Scores[i]) && _epochs[task] != step.Epoch) Add(task, step.Epoch, step.Scores[i]);
                var score = Math.Max(_scores[task], options.Least);
                sum += weights[i] = double.IsNaN(score) ? 1 : -Math.Pow(1 - score, options.Focus) * Math.Log(score);
            }
            if (sum == 0) step.Say("balancing 'dtp': every task of a step has the score 1 already, so that none has a weight and the step trains nothing.");
        }

        private void Add(int task, int epoch, double score)
        {
            if (!(score <= 1))
                throw new TrainingException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"balancing 'dtp': expected scores of at most 1, higher for better; found {score} for task '{tasks[task]}'. Make accuracy or a metric like it the first metric of the task, or choose another method."));
            score = Math.Max(score, 0);
            _scores[task] = double.IsNaN(_scores[task]) ? score : options.Novelty * score + (1 - options.Novelty) * _scores[task];
            _epochs[task] = epoch;
        }
    }
}
