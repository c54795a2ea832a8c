using CsCheck;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class AutoLambdaTests
{
    // Along a line all losses are quadratic, of which central differences are exact but for rounding: 1e-16 by a move of 0.01.
    private const double Rounding = 1e-9;

    private static readonly Gen<(int Tasks, int Seed, int Primary)> Cases = Gen.Select(Gen.Int[1, 5], Gen.Int[0, 1000], Gen.Int[0, 4]);

    [Fact]
    public void Weights_follow_the_derivative_of_the_primary_outer_losses_after_the_tried_step() => Cases.ForAll((tasks, seed, primary) =>
    {
        var problem = new QuadraticProblem(tasks, seed: seed);
        var method = BilevelMethods.Create(new AutoLambda { Primary = primary < tasks ? [$"{(char)('a' + primary)}"] : null }, tasks);
        method.Weigh(problem, tasks);
        double Objective(double[] weights) => problem.LossesAfter(BatchHalf.Outer, problem.Rate, weights).Where((_, task) => primary >= tasks || task == primary).Sum();
        double[] Moved(int task, double by) => [.. Enumerable.Range(0, tasks).Select(other => 0.1 + (other == task ? by : 0))];
        var expected = Enumerable.Range(0, tasks).Select(task => (Objective(Moved(task, 0.1)) - Objective(Moved(task, -0.1))) / 0.2).ToArray();
        Assert.All(expected.Zip(method.FirstSlopes()), pair => Assert.Equal(pair.First, pair.Second, Rounding * expected.Select(Math.Abs).Max()));
        Assert.True(problem.IsAtStart);
    });

    [Fact]
    public void Weights_begin_at_the_same_number_and_move_by_the_learning_rate_at_first()
    {
        var method = BilevelMethods.Create(new AutoLambda { LearningRate = 0.003, Initial = 0.5 }, 3);
        Assert.Equal([0.5, 0.5, 0.5], method.Remembered("lambda"));
        method.Weigh(new QuadraticProblem(3), 3);
        // Adam's first step is the rate itself, but for an epsilon of 1e-8 beside derivatives of about 1.
        Assert.All(method.Remembered("lambda"), weight => Assert.Equal(0.003, Math.Abs(weight - 0.5), 1e-8));
    }

    [Fact]
    public void The_step_takes_both_halves_as_if_they_were_one_batch()
    {
        var method = BilevelMethods.Create(new AutoLambda(), 3);
        var (inner, outer) = method.Weigh(new QuadraticProblem(3, missing: [(BatchHalf.Outer, 1)]), 3);
        var weights = method.Remembered("lambda");
        Assert.Equal([0.25 * weights[0], weights[1], 0.25 * weights[2]], inner);
        Assert.Equal([0.75 * weights[0], 0, 0.75 * weights[2]], outer);
    }

    [Fact]
    public void A_task_that_helps_the_primary_one_gains_weight_and_one_that_harms_loses_it()
    {
        var problem = new QuadraticProblem(3);
        var wanted = problem.Position.Select(x => x + 2).ToArray();
        foreach (var task in new[] { 0, 1 }) problem.Centre(BatchHalf.Inner, task, wanted);
        problem.Centre(BatchHalf.Inner, 2, [.. problem.Position.Select(x => x - 2)]);
        problem.Centre(BatchHalf.Outer, 0, wanted);
        var method = BilevelMethods.Create(new AutoLambda { Primary = ["a"], LearningRate = 0.01 }, 3);
        for (var i = 0; i < 5; i++) method.Weigh(problem, 3);
        var weights = method.Remembered("lambda");
        Assert.True(weights[1] > 0.12 && weights[2] < 0.08, string.Join(", ", weights));
    }

    [Fact]
    public void Weights_stay_above_0() => Gen.Int[0, 1000].ForAll(seed =>
    {
        var method = BilevelMethods.Create(new AutoLambda { LearningRate = 1 }, 4);
        for (var i = 0; i < 5; i++) method.Weigh(new QuadraticProblem(4, seed: seed + i), 4);
        Assert.All(method.Remembered("lambda"), weight => Assert.True(weight >= 1e-4));
    }, iter: 20);

    [Fact]
    public void A_task_without_label_in_the_inner_half_or_in_the_step_keeps_what_is_remembered_of_it()
    {
        var method = BilevelMethods.Create(new AutoLambda(), 4);
        method.Weigh(new QuadraticProblem(4), 4);
        var before = method.Memory.ToDictionary(memory => memory.Name, memory => memory.Numbers.ToArray());
        method.Weigh(new QuadraticProblem(3, seed: 2, missing: [(BatchHalf.Inner, 1)]), 4, 0, 2, 3);
        foreach (var (name, numbers) in method.Memory)
            foreach (var task in Enumerable.Range(0, 4)) Assert.Equal(task is 1 or 2, numbers[task] == before[name][task]);
    }

    [Fact]
    public void Where_nothing_can_be_gained_weights_rest()
    {
        var problem = new QuadraticProblem(2, missing: [(BatchHalf.Outer, 0)]);
        var method = BilevelMethods.Create(new AutoLambda { Primary = ["a"] }, 2);
        method.Weigh(problem, 2);
        var stationary = new QuadraticProblem(2, missing: [(BatchHalf.Inner, 0), (BatchHalf.Inner, 1)]);
        foreach (var task in new[] { 0, 1 }) stationary.Centre(BatchHalf.Outer, task, stationary.Position);
        method.Weigh(stationary, 2);
        Assert.Equal([0.1, 0.1], method.Remembered("lambda"));
        Assert.Equal([0, 0], method.Remembered("adam.steps"));
    }

    [Fact]
    public void Primary_tasks_must_be_tasks()
    {
        Assert.Contains("balancing.primary: expected some of the tasks a, b, found 'c'", Assert.Throws<ConfigurationException>(() => BilevelMethods.Create(new AutoLambda { Primary = ["a", "c"] }, 2)).Message, StringComparison.Ordinal);
        Assert.Contains("balancing.primary: expected at least one task", Assert.Throws<ConfigurationException>(() => BilevelMethods.Create(new AutoLambda { Primary = [] }, 2)).Message, StringComparison.Ordinal);
    }
}
