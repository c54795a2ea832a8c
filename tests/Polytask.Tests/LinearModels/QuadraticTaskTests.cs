using CsCheck;
using Polytask.LinearModels;

namespace Polytask.Tests.LinearModels;

public sealed class QuadraticTaskTests
{
    private static readonly LinearTask Task = MadeUp.Regression(tasks: 1).Tasks[0];

    [Fact]
    public void It_is_the_loss_of_the_rows_with_its_gradients() => Gen.Double[-2, 2].Array[Task.Rows.Columns + 1].ForAll(at =>
    {
        var (ofRows, gathered) = (new double[at.Length - 1], new double[at.Length - 1]);
        var loss = Task.AddLoss(at.AsSpan(..^1), at[^1], ofRows, out var own);
        const double rounding = 1e-11; // of sums of a dozen products up to 100
        Assert.Equal(loss, new QuadraticTask(Task).AddLoss(at.AsSpan(..^1), at[^1], gathered, out var gatheredOwn), rounding);
        Assert.Equal(own, gatheredOwn, rounding);
        Assert.All(ofRows.Zip(gathered), pair => Assert.Equal(pair.First, pair.Second, rounding));
    });
}
