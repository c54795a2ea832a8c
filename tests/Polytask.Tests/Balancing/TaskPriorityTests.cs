using CsCheck;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class TaskPriorityTests
{
    [Fact]
    public void It_asks_for_scores() => Assert.Equal(Needs.Scores, new TaskPriority().Create(Steps.Problem(2)).Needs);

    [Fact]
    public void Before_the_first_score_all_count_alike() => Assert.Equal([1, 1], Weigh(Of(new TaskPriority(), 2), 0, double.NaN, double.NaN));

    [Fact]
    public void Weights_are_the_focal_loss_of_the_scores() => Gen.Select(Gen.Double[0.05, 0.95].Array[3], Gen.Double[0, 5]).ForAll((scores, focus) =>
        LossMethods.Close(
            [.. scores.Select(score => Math.Pow(1 - score, focus) * Math.Log(1 / score))],
            Weigh(Of(new TaskPriority { Focus = focus }, 3), 1, scores),
            1e-14)); // Roundings.

    [Fact]
    public void The_task_that_does_worst_counts_most() => Gen.Double[0.02, 1].Array[4].ForAll(scores =>
    {
        var weights = Weigh(Of(new TaskPriority(), 4), 1, scores);
        Assert.Equal(scores.IndexOf(scores.Min()), weights.IndexOf(weights.Max()));
    });

    [Fact]
    public void Scores_are_smoothed_once_per_epoch()
    {
        var method = Of(new TaskPriority { Novelty = 0.25 }, 1);
        Weigh(method, 1, 0.4);
        Weigh(method, 2, 0.8);
        Weigh(method, 2, 0.8);
        Assert.Equal(0.5, LossMethods.Memory(method, "score")[0], 1e-15); // One rounding of 0.75 · 0.4 + 0.25 · 0.8.
    }

    [Fact]
    public void A_score_of_0_has_a_finite_weight() => Assert.Equal(Weigh(Of(new TaskPriority(), 1), 1, 0.01), Weigh(Of(new TaskPriority(), 1), 1, 0));

    [Fact]
    public void Scores_of_1_leave_nothing_to_train_and_the_user_is_told()
    {
        var said = new List<string>();
        var step = new BalancingStep(1, say: said.Add);
        step.Begin(0, 1);
        step.Add(0, 0.5, 1);
        Assert.Equal([0], Steps.Weights(Of(new TaskPriority(), 1), step));
        Assert.StartsWith("balancing 'dtp': ", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_above_1_are_an_error()
    {
        var error = Assert.Throws<TrainingException>(() => Weigh(Of(new TaskPriority(), 2), 1, 0.5, 1.5));
        Assert.StartsWith("balancing 'dtp': expected scores of at most 1, higher for better; found 1.5 for task 'b'. ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_score_below_0_counts_as_0_also_later()
    {
        var (below, at) = (Of(new TaskPriority(), 1), Of(new TaskPriority(), 1));
        Assert.Equal(Weigh(at, 1, 0), Weigh(below, 1, -3));
        Assert.Equal(Weigh(at, 2, 0.6), Weigh(below, 2, 0.6));
    }

    private static LossBalancer Of(TaskPriority options, int tasks) => LossMethods.Create(options, tasks);

    private static double[] Weigh(LossBalancer method, int epoch, params double[] scores)
    {
        var step = new BalancingStep(scores.Length);
        step.Begin(0, epoch);
        for (var task = 0; task < scores.Length; task++) step.Add(task, 1, scores[task]);
        return Steps.Weights(method, step);
    }
}
