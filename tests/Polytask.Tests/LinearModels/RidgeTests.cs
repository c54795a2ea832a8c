using Polytask.LinearModels;
using Polytask.Numerics;

namespace Polytask.Tests.LinearModels;

public sealed class RidgeTests
{
    [Theory]
    [MemberData(nameof(MadeUp.Losses), MemberType = typeof(MadeUp))]
    public void The_slope_of_the_loss_and_the_weights_cancel_out(bool logistic)
    {
        var made = MadeUp.Of(logistic);
        var solver = made.Solve(new Ridge(), 3);
        var slope = made.Slope(solver);
        Assert.All(slope.Values.Zip(solver.Weights.Values), pair => Assert.Equal(0, pair.First + 3 * pair.Second, MadeUp.Tolerance(solver)));
    }

    [Fact]
    public void It_is_the_solution_of_the_normal_equations()
    {
        var made = MadeUp.Regression();
        var solver = made.Solve(new Ridge(), 3, intercept: false);
        for (var t = 0; t < made.Tasks.Count; t++)
        {
            var task = made.Tasks[t];
            var (normal, right) = (new SquareMatrix(made.Features), new double[made.Features]);
            for (var i = 0; i < made.Features; i++)
            {
                normal[i, i] = 3;
                for (var row = 0; row < task.Rows.Rows; row++)
                {
                    right[i] += task.Weights[row] * task.Rows[row, i] * task.Targets[row];
                    for (var j = 0; j < made.Features; j++) normal[i, j] += task.Weights[row] * task.Rows[row, i] * task.Rows[row, j];
                }
            }
            var weights = new double[made.Features];
            Assert.True(new LeastSquares(made.Features).Solve(normal, right, weights));
            // The equations' smallest eigenvalue is at least the strength.
            Assert.All(weights.Zip(solver.Weights[t].ToArray()), pair => Assert.Equal(pair.First, pair.Second, MadeUp.Tolerance(solver) / 3));
        }
    }
}
