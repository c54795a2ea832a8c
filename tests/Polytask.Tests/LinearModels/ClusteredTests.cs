using Polytask.LinearModels;
using Polytask.Numerics;

namespace Polytask.Tests.LinearModels;

public sealed class ClusteredTests
{
    [Theory]
    [MemberData(nameof(MadeUp.Losses), MemberType = typeof(MadeUp))]
    public void The_penalty_and_its_conjugate_at_the_slope_meet(bool logistic)
    {
        var made = MadeUp.Of(logistic);
        const double strength = 3, within = 0.2;
        const int clusters = 2;
        var options = new Clustered { Clusters = clusters, Within = within };
        var solver = made.Solve(options, strength);
        var slope = made.Slope(solver);
        // Ω is ½ η (1 + η) min Σ σ² / θ, so that Ω* is Σ θ g² / (2 η (1 + η)) for the largest θ: 1 + η where g is largest, η elsewhere.
        var conjugate = new SingularValues(slope).Values.OrderDescending().Select((g, i) => (i < clusters ? 1 + within : within) * g * g / (strength * strength)).Sum() / (2 * within * (1 + within));
        var value = options.Create([.. made.Tasks.Select(task => task.Name)], made.Features).Value(solver.Parts);
        var inner = -slope.Values.Zip(solver.Weights.Values, (g, w) => g * w).Sum() / strength;
        Assert.True(value > 0.01);
        Assert.Equal(inner, value + conjugate, MadeUp.Tolerance(solver)); // Fenchel: equal at a minimum, and nowhere else
    }

    [Fact]
    public void As_many_clusters_as_tasks_are_every_task_by_itself()
    {
        var made = MadeUp.Regression(tasks: 3);
        // With all of M there is, tr Wᵀ(ηI + I)⁻¹W η (1 + η) is η ‖W‖².
        var (clustered, ridge) = (made.Solve(new Clustered { Clusters = 3, Within = 0.2 }, 5), made.Solve(new Ridge(), 1));
        Assert.All(ridge.Weights.Values.Zip(clustered.Weights.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.Equal(ridge.Value, clustered.Value, 1e-8 * ridge.Value);
    }

    [Fact]
    public void Tasks_of_one_group_come_near_one_another()
    {
        var made = MadeUp.Regression(tasks: 6);
        var turned = made.Tasks.Select((task, t) => t < 3 ? task : task with { Targets = [.. task.Targets.Select((target, row) => 1 - target)] }).ToArray();
        var solver = new LinearSolver(turned, new Clustered { Clusters = 1, Within = 0.01 }.Create([.. turned.Select(task => task.Name)], made.Features)) { Strength = 300 };
        Assert.True(solver.Solve(MadeUp.Exact, 200_000));
        var weights = solver.Weights;
        var cosine = RowMath.Dot(weights[0], weights[1]) / Math.Sqrt(RowMath.Dot(weights[0], weights[0]) * RowMath.Dot(weights[1], weights[1]));
        var across = RowMath.Dot(weights[0], weights[4]) / Math.Sqrt(RowMath.Dot(weights[0], weights[0]) * RowMath.Dot(weights[4], weights[4]));
        Assert.True(cosine > 0.99 && across < -0.99, $"{cosine} {across}");
    }
}
