using CsCheck;
using Polytask.Balancing;
using Polytask.Numerics;

namespace Polytask.Tests.Balancing;

public sealed class MomlTests
{
    [Fact]
    public void Adam_follows_the_shortest_combination_of_how_each_outer_loss_depends_on_the_logits() => Gen.Select(Gen.Int[2, 5], Gen.Int[0, 1000], Gen.Bool).ForAll((tasks, seed, one) =>
    {
        var problem = new QuadraticProblem(tasks, seed: seed);
        var method = BilevelMethods.Create(new Moml { InnerRate = 0.3, Sum = one ? WeightSum.One : WeightSum.Tasks }, tasks);
        method.Weigh(problem, tasks);
        Assert.True(problem.IsAtStart);
        const double nudge = 1e-4;
        double[] After(int task, double by)
        {
            double[] logits = [.. Enumerable.Range(0, tasks).Select(other => other == task ? by : 0)];
            var weights = new double[tasks];
            SoftWeights.Of(logits, one ? 1 : tasks, weights);
            return problem.LossesAfter(BatchHalf.Outer, 0.3, weights);
        }
        var slopes = Enumerable.Range(0, tasks).Select(task => After(task, nudge).Zip(After(task, -nudge), (above, below) => (above - below) / (2 * nudge)).ToArray()).ToArray();
        var gradients = Enumerable.Range(0, tasks).Select(k => Enumerable.Range(0, tasks).Select(task => slopes[task][k]).ToArray()).Select(g => g.Select(x => x / Math.Sqrt(g.Sum(y => y * y))).ToArray()).ToArray();
        var shares = new double[tasks];
        new MinNormPoint(tasks).Solve(Steps.Gramian(gradients), shares);
        var expected = Enumerable.Range(0, tasks).Select(task => gradients.Zip(shares, (g, share) => share * g[task]).Sum());
        // The softmax is curved: differences over 2e-4 are off by about 1e-8 of the derivatives, which have length 1.
        Assert.All(expected.Zip(method.FirstSlopes()), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    });

    [Theory]
    [InlineData(WeightSum.Tasks, 3)]
    [InlineData(WeightSum.One, 1)]
    public void Weights_begin_equal_and_always_add_up(WeightSum sum, double total)
    {
        var method = BilevelMethods.Create(new Moml { LearningRate = 0.5, Sum = sum }, 3);
        for (var i = 0; i < 10; i++)
        {
            var (inner, outer) = method.Weigh(new QuadraticProblem(3, seed: i), 3);
            Assert.Equal(total, inner.Sum() + outer.Sum(), 1e-12);
            Assert.All(inner.Zip(outer), pair => Assert.Equal(3 * pair.First, pair.Second, 1e-12));
            Assert.All(inner, weight => Assert.True(weight > 0));
        }
        Assert.True(method.Remembered("logit").Select(Math.Abs).Max() > 0.5);
    }

    [Fact]
    public void Two_tasks_that_want_opposite_weights_leave_them()
    {
        var problem = new QuadraticProblem(2);
        foreach (var (task, by) in new[] { (0, 1), (1, -1) })
            foreach (var half in new[] { BatchHalf.Inner, BatchHalf.Outer }) problem.Centre(half, task, [.. problem.Position.Select(x => x + by)]);
        var method = BilevelMethods.Create(new Moml(), 2);
        method.Weigh(problem, 2);
        Assert.All(method.Remembered("logit"), logit => Assert.Equal(0, logit, 1e-9));
    }

    [Fact]
    public void One_task_has_nothing_to_learn()
    {
        var method = BilevelMethods.Create(new Moml(), 1);
        var (inner, outer) = method.Weigh(new QuadraticProblem(1), 1);
        Assert.Equal((0.25, 0.75), (inner[0], outer[0]));
        Assert.Equal([0], method.Remembered("adam.steps"));
    }

    [Fact]
    public void A_task_without_label_in_the_inner_half_or_in_the_step_keeps_what_is_remembered_of_it()
    {
        var method = BilevelMethods.Create(new Moml(), 5);
        method.Weigh(new QuadraticProblem(5), 5);
        var before = method.Memory.ToDictionary(memory => memory.Name, memory => memory.Numbers.ToArray());
        method.Weigh(new QuadraticProblem(4, seed: 2, missing: [(BatchHalf.Inner, 1), (BatchHalf.Outer, 0)]), 5, 0, 2, 3, 4);
        foreach (var (name, numbers) in method.Memory)
            foreach (var task in Enumerable.Range(0, 5)) Assert.Equal(task is 1 or 2, numbers[task] == before[name][task]);
    }
}
