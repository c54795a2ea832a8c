using Polytask.LinearModels;
using Polytask.Numerics;

namespace Polytask.Tests.LinearModels;

public sealed class MeanRegularisedTests
{
    [Theory]
    [MemberData(nameof(MadeUp.Losses), MemberType = typeof(MadeUp))]
    public void The_slope_of_the_loss_and_the_distances_from_the_mean_cancel_out(bool logistic)
    {
        var made = MadeUp.Of(logistic);
        var solver = made.Solve(new MeanRegularised(), 3);
        var (weights, slope) = (solver.Weights, made.Slope(solver));
        for (var j = 0; j < made.Features; j++)
        {
            var mean = Enumerable.Range(0, weights.Rows).Average(t => weights[t, j]);
            for (var t = 0; t < weights.Rows; t++) Assert.Equal(0, slope[t, j] + 3 * (weights[t, j] - mean), MadeUp.Tolerance(solver));
        }
    }

    [Fact]
    public void Strength_zero_is_least_squares_of_every_task_by_itself()
    {
        var made = MadeUp.Regression();
        var solver = made.Solve(new MeanRegularised(), 0);
        Assert.All(made.Slope(solver).Values, slope => Assert.Equal(0, slope, MadeUp.Tolerance(solver)));
        Assert.NotEqual(solver.Weights[0, 0], solver.Weights[1, 0], 1e-2);
    }

    [Fact]
    public void A_strength_without_end_is_one_set_of_weights_for_the_rows_of_all()
    {
        var made = MadeUp.Regression();
        var solver = made.Solve(new MeanRegularised(), 1e9, intercept: false);
        var slope = made.Gradient(solver.Weights, solver.Intercepts).Weights;
        for (var j = 0; j < made.Features; j++)
        {
            // All tasks have the weights of the first: distances are slopes divided by the strength.
            for (var t = 1; t < made.Tasks.Count; t++) Assert.Equal(solver.Weights[0, j], solver.Weights[t, j], 1e-6);
            Assert.Equal(0, Enumerable.Range(0, made.Tasks.Count).Sum(t => slope[t, j]), made.Tasks.Count * MadeUp.Tolerance(solver));
        }
    }
}
