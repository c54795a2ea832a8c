using Polytask.LinearModels;
using Polytask.Numerics;

namespace Polytask.Tests.LinearModels;

public sealed class RobustTests
{
    private const double Outlier = 0.7;

    [Theory]
    [InlineData(false, 0.1)]
    [InlineData(false, 0.4)]
    [InlineData(true, 0.3)]
    public void No_direction_and_no_task_has_more_slope_than_it_costs_and_those_in_use_have_all_of_it(bool logistic, double share)
    {
        var made = MadeUp.Of(logistic);
        var options = new Robust { Outlier = Outlier };
        var strength = share * new LinearSolver(made.Tasks, options.Create([], 0)).LargestStrength;
        var solver = made.Solve(options, strength);
        var slope = made.Slope(solver);
        var (low, own) = (solver.Parts[0], solver.Parts[1]);
        var (slack, norm) = (MadeUp.Tolerance(solver), new SingularValues(low).Values.Sum());
        Assert.True(new SingularValues(slope).Values.Max() <= strength + slack);
        Assert.Equal(strength * norm, -slope.Values.Zip(low.Values, (g, w) => g * w).Sum(), slack * (1 + norm));
        for (var t = 0; t < made.Tasks.Count; t++)
        {
            var (g, s) = (slope[t].ToArray(), own[t].ToArray());
            var length = Math.Sqrt(s.Sum(x => x * x));
            Assert.True(Math.Sqrt(g.Sum(x => x * x)) <= strength * Outlier + slack);
            Assert.Equal(strength * Outlier * length, -g.Zip(s, (x, y) => x * y).Sum(), slack * (1 + length));
        }
    }

    [Fact]
    public void A_task_of_another_kind_is_found()
    {
        var made = MadeUp.Regression(tasks: 9);
        // What the first feature says against what all others need it for.
        var tasks = made.Tasks.Select((task, t) => t != 3 ? task : task with { Targets = [.. Enumerable.Range(0, task.Rows.Rows).Select(row => 10 * (task.Rows[row, 0] - task.Rows[row, 1]))] }).ToArray();
        var solver = new LinearSolver(tasks, new Robust().Create([.. tasks.Select(task => task.Name)], made.Features)) { Strength = 20 };
        Assert.True(solver.Solve(MadeUp.Exact, 200_000));
        var own = solver.Parts[1];
        Assert.Equal(3, Enumerable.Range(0, tasks.Length).MaxBy(t => RowMath.Dot(own[t], own[t])));
        Assert.True(RowMath.Dot(own[3], own[3]) > 1);
    }

    [Fact]
    public void Where_outliers_cost_more_than_directions_it_is_the_trace_norm()
    {
        var made = MadeUp.Regression();
        var (robust, trace) = (made.Solve(new Robust { Outlier = 1.01 }, 4), made.Solve(new TraceNorm(), 4));
        Assert.All(robust.Parts[1].Values, weight => Assert.Equal(0, weight));
        Assert.Equal(trace.Value, robust.Value, 1e-8 * trace.Value);
    }
}
