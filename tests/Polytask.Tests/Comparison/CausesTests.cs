using Polytask.Comparison;
using Polytask.Runs;

namespace Polytask.Tests.Comparison;

public sealed class CausesTests
{
    private static readonly string[] Tasks = ["a", "b", "c"];

    [Fact]
    public void Cosines_are_means_over_the_steps_in_which_both_tasks_were()
    {
        RunHistory[] histories =
        [
            new([Step(["a", "b"], 0.5), Step(["a", "b"], -0.1)]),
            new([Step(["a", "c"], -0.3), new TasksBalanced(1, 1, ["a"], [1], null, null)]),
        ];
        var gradients = Causes.Gradients(Tasks, histories)!;
        Assert.Equal(0.2, gradients.Cosines[0][1], 1e-12);
        Assert.Equal(0.5, gradients.Conflicts[1][0], 1e-12);
        Assert.Equal(-0.3, gradients.Cosines[2][0], 1e-12);
        Assert.Equal(1, gradients.Conflicts[0][2], 1e-12);
        Assert.Equal(double.NaN, gradients.Cosines[1][2]);
    }

    [Fact]
    public void Without_measured_gradients_there_is_nothing_to_say() => Assert.Null(Causes.Gradients(Tasks, [new RunHistory([])]));

    [Fact]
    public void A_validation_loss_that_rises_again_is_overfitting()
    {
        RunHistory[] histories = [Losses([[3, 2, 2.5], [3, 2, 1], [2, 2, 2.01]]), Losses([[3, 2.2, 2.5], [3, 2, 1], [2, 2, 2.01]])];
        Assert.Equal(new Dictionary<string, int> { ["a"] = 2 }, Causes.Overfitting(Tasks, histories));
    }

    [Fact]
    public void Without_validation_losses_nothing_overfits() => Assert.Empty(Causes.Overfitting(Tasks, [Losses([[double.NaN, 1, 2], [1, 1, 1], [1, 1, 1]])]));

    private static TasksBalanced Step(string[] tasks, double cosine) => new(1, 1, tasks, [1, 1], [1, 1], [[1, cosine], [cosine, 1]]);

    private static RunHistory Losses(double[][] losses) => new(
    [
        .. Enumerable.Range(0, losses[0].Length).Select(epoch => new EpochCompleted(
            epoch + 1, epoch, 0.1, [.. Tasks.Select((task, t) => new TaskProgress(task, 1, double.IsNaN(losses[t][epoch]) ? null : losses[t][epoch], []))], null, false)),
    ]);
}
