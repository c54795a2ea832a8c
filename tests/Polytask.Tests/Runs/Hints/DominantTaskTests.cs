using Polytask.Balancing;
using Polytask.Runs;
using Polytask.Runs.Hints;

namespace Polytask.Tests.Runs.Hints;

public sealed class DominantTaskTests
{
    private static readonly string[] Three = ["a", "b", "c"];

    [Fact]
    public void A_task_whose_gradient_outweighs_the_others_is_named_with_its_figures()
    {
        var found = DominantTask.Of([Run([Step([8, 1, 1]), Step([16, 2, 2])]), Run([Step([4, 0.5, 0.5])])])!;
        Assert.Equal(("a", 3), (found.Task, found.Steps));
        Assert.Equal(0.8, found.Share, 1e-12);
        Assert.Equal(8, found.Times, 1e-12);
        Assert.IsType<ImtlG>(found.Remedy);
        // The weight of a was 2, and 8 times less is 0.25.
        Assert.Equal("a dominates: over 3 measured steps its gradient by the shared parameters has in every epoch 80 % or more of the sum of the tasks' gradient norms, 8 times the mean of the others, weights included. Try balancing: imtl_g, or tasks.a.weight: 0.25.", found.Sentence);
    }

    [Fact]
    public void Weights_that_make_up_for_it_leave_nothing_to_say() => Assert.Null(DominantTask.Of([Run([Step([8, 1, 1], [0.125, 1, 1])])]));

    [Fact]
    public void Weights_that_cause_it_count() => Assert.Equal("c", DominantTask.Of([Run([Step([1, 1, 1], [1, 1, 20])])])!.Task);

    [Theory]
    [InlineData(3.9, 1)] // less than four times the other
    [InlineData(1, 1)]
    [InlineData(0, 0)]
    public void Two_tasks_that_pull_about_as_hard(double one, double other) => Assert.Null(DominantTask.Of([Run([Step([one, other], tasks: ["a", "b"])])]));

    [Fact]
    public void The_hardest_of_many_does_not_outweigh_all_others_together()
    {
        string[] tasks = [.. Enumerable.Range(0, 12).Select(task => $"t{task}")];
        Assert.Null(DominantTask.Of([Run([Step([5, .. Enumerable.Repeat(1.0, 11)], tasks: tasks)])]));
        Assert.Equal("t0", DominantTask.Of([Run([Step([15, .. Enumerable.Repeat(1.0, 11)], tasks: tasks)])])!.Task);
    }

    [Fact]
    public void A_method_that_gives_a_direction_and_steps_of_one_task_say_nothing_of_pulls() =>
        Assert.Null(DominantTask.Of([Run([new TasksBalanced(1, 1, Three, null, [9, 1, 1], null), new TasksBalanced(1, 2, ["a"], [1], [100], null)])]));

    [Fact]
    public void Without_gradients_the_losses_are_looked_at()
    {
        var found = DominantTask.Of([Run([Epoch([20, 1, 1]), Epoch([10, 0.5, 0.5])])])!;
        Assert.Equal(("a", 0), (found.Task, found.Steps));
        // The weight of a is 2: 40 of 42.
        Assert.Equal(40 / 42.0, found.Share, 1e-12);
        Assert.IsType<ScaleInvariant>(found.Remedy);
        Assert.Equal("a dominates: its training loss is in every epoch 95 % or more of the sum of the tasks' losses, 40 times the mean of the others, weights included. Try balancing: si, or tasks.a.weight: 0.05; training.measureGradients would show whether its gradients dominate too.", found.Sentence);
    }

    [Fact]
    public void A_task_that_is_left_when_the_others_are_learnt_by_heart_does_not_dominate()
    {
        Assert.Null(DominantTask.Of([Run([Epoch([1, 1, 1]), Epoch([1, 0.001, 0.001], 2), Epoch([1, 0, 0], 3)])]));
        Assert.Null(DominantTask.Of([Run([Step([1, 1, 1]), Step([20, 0.1, 0.1], epoch: 2), Step([20, 0.1, 0.1], epoch: 2)])]));
    }

    [Fact]
    public void Losses_of_one_size_and_losses_that_are_weighed_alike_leave_nothing_to_say()
    {
        Assert.Null(DominantTask.Of([Run([Epoch([4, 1, 1])])]));
        Assert.Null(DominantTask.Of([Run([Epoch([20, 1, 1]), new TasksBalanced(1, 1, Three, [0.05, 1, 1], null, null)])]));
    }

    [Fact]
    public void Where_nothing_is_shared_or_a_linear_model_is_solved_nothing_is_dominated()
    {
        RunStarted started = Started();
        Assert.Null(DominantTask.Of([new RunHistory([started with { Model = [new ModelPart("w", "a", [2], 2)] }, Epoch([20, 1, 1])])]));
        Assert.Null(DominantTask.Of([new RunHistory([started with { Balancing = "" }, Epoch([20, 1, 1])])]));
    }

    private static RunHistory Run(IEnumerable<RunEvent> events) => new([Started(), .. events]);

    private static RunStarted Started() => SampleRun.Started() with
    {
        Balancing = "equal",
        Tasks = [.. Three.Select(task => new TaskData(task, "regression", 500, 100, 100, 0, null, task == "a" ? 2 : 1))],
    };

    private static TasksBalanced Step(double[] norms, double[]? weights = null, string[]? tasks = null, int epoch = 1) => new(epoch, epoch, tasks ?? Three, weights ?? [.. norms.Select(_ => 1.0)], norms, null);

    private static EpochCompleted Epoch(double[] losses, int epoch = 1) => new(epoch, epoch, 0.1, [.. Three.Zip(losses, (task, loss) => new TaskProgress(task, loss, null, []))], null, false);
}
