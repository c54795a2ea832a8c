using CsCheck;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class ForumTests
{
    private const double Descent = 0.2;

    private static readonly Gen<(int Tasks, int Seed)> Cases = Gen.Select(Gen.Int[1, 5], Gen.Int[0, 1000]);

    [Fact]
    public void The_gap_closes_as_fast_as_asked_for_and_every_outer_loss_falls_as_far_as_that_allows() => Cases.ForAll((tasks, seed) =>
    {
        var problem = new QuadraticProblem(tasks, seed: seed);
        var method = BilevelMethods.Create(new Forum { Descent = Descent }, tasks);
        var (inner, outer) = method.Weigh(problem, tasks);
        Assert.True(problem.IsAtStart);
        var (gap, byLogits) = Gap(problem, tasks);
        var (step, combined) = (Sum(problem, inner, outer), method.FirstSlopes());
        var square = gap.Dot(gap) + byLogits.Sum(x => x * x);
        var fall = step.Dot(gap) + combined.Zip(byLogits, (a, b) => a * b).Sum();
        Assert.True(fall >= Descent * square * (1 - 1e-9), $"q falls by {fall}, not by {Descent * square}");

        // The optimality condition: every scaled outer gradient goes along the step at least as far as their combination does.
        var along = Enumerable.Range(0, tasks).Select(task => Outer(problem, task, tasks)).Select(gradient => gradient.Dot(step) / gradient.Length).ToArray();
        var mean = method.Remembered("combination").Zip(along, (share, number) => share * number).Sum();
        Assert.All(along, number => Assert.True(number >= mean - 1e-9 * Math.Max(1, Math.Abs(mean)), $"{number} below {mean}"));
        Assert.Equal(1, method.Remembered("combination").Sum(), 1e-12);
    });

    [Fact]
    public void Weights_follow_the_derivative_of_the_gap() => Cases.ForAll((tasks, seed) =>
    {
        var problem = new QuadraticProblem(tasks, seed: seed);
        var method = BilevelMethods.Create(new Forum { Descent = 100 }, tasks);
        var (inner, _) = method.Weigh(problem, tasks);
        var pull = inner.Sum(); // the softmax adds up to 1
        Assert.True(pull > 0);
        Assert.All(Gap(problem, tasks).ByLogits.Zip(method.FirstSlopes()), pair => Assert.Equal(pull * pair.First, pair.Second, 1e-9 * pull));
    });

    [Fact]
    public void The_combination_is_smoothed_over_the_steps()
    {
        var (one, two) = (new QuadraticProblem(3, seed: 1), new QuadraticProblem(3, seed: 2));
        var (smooth, fresh) = (BilevelMethods.Create(new Forum { LearningRate = 0 }, 3), BilevelMethods.Create(new Forum { LearningRate = 0 }, 3));
        smooth.Weigh(one, 3);
        var first = smooth.Remembered("combination");
        smooth.Weigh(two, 3);
        fresh.Weigh(two, 3);
        Assert.All(first.Zip(fresh.Remembered("combination"), smooth.Remembered("combination")), numbers =>
            Assert.Equal(numbers.First + (numbers.Second - numbers.First) / Math.Pow(2, 0.75), numbers.Third, 1e-12));
    }

    [Fact]
    public void A_task_without_label_keeps_what_is_remembered_of_it()
    {
        var method = BilevelMethods.Create(new Forum { Descent = 100 }, 4);
        method.Weigh(new QuadraticProblem(4), 4);
        var before = method.Memory.ToDictionary(memory => memory.Name, memory => memory.Numbers.ToArray());
        var (inner, outer) = method.Weigh(new QuadraticProblem(3, seed: 2, missing: [(BatchHalf.Inner, 1), (BatchHalf.Outer, 0)]), 4, 0, 2, 3);
        Assert.Equal(0, outer[0]);
        Assert.All(inner.Concat(outer), weight => Assert.True(double.IsFinite(weight) && weight >= 0));
        foreach (var (name, numbers) in method.Memory)
            foreach (var task in Enumerable.Range(0, 4))
                Assert.True(numbers[task] == before[name][task] == (name is "combination" or "steps" ? task is 0 or 1 : task is 1 or 2), $"{name} {task}");
    }

    [Fact]
    public void Without_outer_labels_the_gap_alone_is_closed_and_without_inner_ones_the_outer_losses_alone_fall()
    {
        var method = BilevelMethods.Create(new Forum(), 1);
        var (inner, outer) = method.Weigh(new QuadraticProblem(1, missing: [(BatchHalf.Outer, 0)]), 1);
        Assert.Equal((0.1, 0), (inner[0], outer[0]));
        var problem = new QuadraticProblem(1, missing: [(BatchHalf.Inner, 0)]);
        (inner, outer) = method.Weigh(problem, 1);
        Assert.Equal(0, inner[0]);
        Assert.Equal(1 / problem.Gradient(BatchHalf.Outer, [1]).Length, outer[0], 1e-12);
    }

    [Fact]
    public void A_task_at_its_minimum_is_finite()
    {
        var problem = new QuadraticProblem(2);
        foreach (var half in new[] { BatchHalf.Inner, BatchHalf.Outer }) problem.Centre(half, 0, problem.Position);
        var (inner, outer) = BilevelMethods.Create(new Forum(), 2).Weigh(problem, 2);
        Assert.All(inner.Concat(outer), weight => Assert.True(double.IsFinite(weight)));
        Assert.Equal(0, outer[0]);
    }

    /// <summary>The derivative of the gap by the parameters, and by the logits at equal weights, with the end of five inner steps held fast.</summary>
    private static (Polytask.Gradients.Direction Gradient, double[] ByLogits) Gap(QuadraticProblem problem, int tasks)
    {
        double[] weights = [.. Enumerable.Repeat(1.0 / tasks, tasks)];
        var (before, after) = (new double[tasks], new double[tasks]);
        problem.Losses(BatchHalf.Inner, before);
        var gradient = problem.Gradient(BatchHalf.Inner, weights);
        for (var i = 0; i < 5; i++) problem.Move(problem.Gradient(BatchHalf.Inner, weights), -0.1);
        problem.Losses(BatchHalf.Inner, after);
        problem.Return();
        var gains = before.Zip(after, (b, a) => b - a).ToArray();
        return (gradient, [.. gains.Select(gain => (gain - gains.Average()) / tasks)]);
    }

    private static QuadraticProblem.Vector Sum(QuadraticProblem problem, double[] inner, double[] outer) =>
        new([.. ((QuadraticProblem.Vector)problem.Gradient(BatchHalf.Inner, inner)).Numbers.Zip(((QuadraticProblem.Vector)problem.Gradient(BatchHalf.Outer, outer)).Numbers, (a, b) => a + b)]);

    private static Polytask.Gradients.Direction Outer(QuadraticProblem problem, int task, int tasks) =>
        problem.Gradient(BatchHalf.Outer, [.. Enumerable.Range(0, tasks).Select(other => other == task ? 1.0 : 0)]);
}
