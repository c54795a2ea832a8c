using Polytask.LinearModels;
using Polytask.Numerics;

namespace Polytask.Tests.LinearModels;

public sealed class TraceNormTests
{
    [Theory]
    [InlineData(false, 0.05)]
    [InlineData(false, 0.3)]
    [InlineData(true, 0.1)]
    [InlineData(true, 0.5)]
    public void No_direction_has_more_slope_than_the_strength_and_the_weights_have_all_of_it(bool logistic, double share)
    {
        var made = MadeUp.Of(logistic);
        var strength = share * new LinearSolver(made.Tasks, new TraceNorm().Create([], 0)).LargestStrength;
        var solver = made.Solve(new TraceNorm(), strength);
        var (slope, weights) = (made.Slope(solver), solver.Weights);
        var norm = new SingularValues(weights).Values.Sum();
        Assert.True(new SingularValues(slope).Values.Max() <= strength + MadeUp.Tolerance(solver));
        Assert.Equal(strength * norm, -slope.Values.Zip(weights.Values, (g, w) => g * w).Sum(), MadeUp.Tolerance(solver) * (1 + norm));
    }

    [Fact]
    public void The_weights_lie_in_a_space_of_few_dimensions()
    {
        var made = MadeUp.Regression(tasks: 6, features: 5);
        var values = new SingularValues(made.Solve(new TraceNorm(), 8).Weights).Values;
        Assert.InRange(values.Count(value => value > 1e-9 * values.Max()), 1, 4);
    }

    [Fact]
    public void One_task_has_the_euclidean_norm()
    {
        var made = MadeUp.Regression(tasks: 1);
        var solver = made.Solve(new TraceNorm(), 4);
        var length = Math.Sqrt(solver.Weights.Values.Sum(weight => weight * weight));
        Assert.All(made.Slope(solver).Values.Zip(solver.Weights.Values), pair => Assert.Equal(-4 * pair.Second / length, pair.First, MadeUp.Tolerance(solver)));
    }
}
