using Polytask.Runs;
using Polytask.Runs.Hints;

namespace Polytask.Tests.Runs.Hints;

public sealed class OverfitTaskTests
{
    private static readonly string[] Tasks = ["a", "b", "c"];

    [Fact]
    public void A_validation_loss_that_rises_again_while_the_training_loss_falls_is_overfitting()
    {
        RunHistory[] histories = [Losses([[3, 2, 2.5], [3, 2, 1], [2, 2, 2.01]]), Losses([[3, 2.2, 2.5], [3, 2, 1], [2, 2, 2.01]])];
        var found = Assert.Single(OverfitTask.Of(Tasks, histories));
        Assert.Equal(("a", 2), (found.Task, found.Epoch));
        Assert.Equal("a overfits: the validation loss of a is least after epoch 2 (2.100) and rises to 2.500, while its training loss falls to 0.333. More dropout, a smaller model or more data may help.", OverfitTask.Sentence([found]));
    }

    [Fact]
    public void Many_are_told_in_one_sentence_by_the_worst()
    {
        var many = Enumerable.Range(0, 6).Select(task => new OverfitTask($"t{task}", 3, 1, 2 + task, 0.5)).ToList();
        Assert.Equal("t5, t4, t3, t2 and 2 more tasks overfit: the validation loss of t5, which rises the most, is least after epoch 3 (1.000) and rises to 7.000, while its training loss falls to 0.500. More dropout, a smaller model or more data may help.", OverfitTask.Sentence(many));
        Assert.StartsWith("t4, t3, t2, t1 and 1 more task overfit: ", OverfitTask.Sentence(many[..5]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_that_is_forgotten_or_no_longer_trained_does_not_overfit()
    {
        double[][] losses = [[3, 2, 2.5], [3, 2, 1], [1, 1, 1]];
        Assert.Empty(OverfitTask.Of(Tasks, [Losses(losses, epoch => epoch)]));
        Assert.Empty(OverfitTask.Of(Tasks, [Losses(losses, epoch => epoch == 3 ? null : 1.0 / epoch)]));
    }

    [Fact]
    public void Without_validation_losses_nothing_overfits() => Assert.Empty(OverfitTask.Of(Tasks, [Losses([[double.NaN, 1, 2], [1, 1, 1], [1, 1, 1]])]));

    [Fact]
    public void The_strengths_of_a_linear_model_are_not_epochs()
    {
        var losses = Losses([[3, 2, 2.5], [3, 2, 1], [1, 1, 1]]).Epochs;
        Assert.Empty(OverfitTask.Of(Tasks, [new RunHistory([SampleRun.Started() with { Balancing = "" }, .. losses])]));
        Assert.NotEmpty(OverfitTask.Of(Tasks, [new RunHistory([SampleRun.Started() with { Balancing = "equal" }, .. losses])]));
    }

    private static RunHistory Losses(double[][] losses, Func<int, double?>? training = null) => new(
    [
        .. Enumerable.Range(1, losses[0].Length).Select(epoch => new EpochCompleted(
            epoch, epoch, 0.1, [.. Tasks.Select((task, t) => new TaskProgress(task, training is null ? 1.0 / epoch : training(epoch), double.IsNaN(losses[t][epoch - 1]) ? null : losses[t][epoch - 1], []))], null, false)),
    ]);
}
