using CsCheck;
using Polytask.Balancing;
using Polytask.Numerics;
using Polytask.Tests.Numerics;

namespace Polytask.Tests.Balancing;

public sealed class BargainTests
{
    [Fact]
    public void Products_are_powers_of_the_weights() => Gen.Select(Jacobians.Independent, Gen.Double[0.2, 3]).ForAll((jacobian, power) =>
    {
        var gramian = Steps.Gramian(jacobian);
        var alpha = new double[jacobian.Length];
        Assert.True(new Bargain(jacobian.Length).Solve(gramian, power, alpha));
        for (var i = 0; i < alpha.Length; i++)
        {
            Assert.True(alpha[i] > 0);
            Assert.Equal(1, RowMath.Dot(gramian[i], alpha) * Math.Pow(alpha[i], power), 1e-7); // Newton's last step, and the condition.
        }
    });

    [Fact]
    public void Gradients_of_0_take_no_part()
    {
        var (with, without) = (new double[3], new double[2]);
        var bargain = new Bargain(3);
        Assert.True(bargain.Solve(Steps.Gramian([[1, 2], [0, 0], [3, -1]]), 1, with));
        Assert.True(bargain.Solve(Steps.Gramian([[1, 2], [3, -1]]), 1, without));
        Assert.Equal([without[0], 0, without[1]], with);
        Assert.True(bargain.Solve(new SquareMatrix(2), 1, without));
        Assert.Equal([0, 0], without);
    }

    [Fact]
    public void Gradients_that_cancel_out_have_no_agreement()
    {
        double[] alpha = [7, 7];
        Assert.False(new Bargain(2).Solve(Steps.Gramian([[1, 2], [-2, -4]]), 1, alpha));
        Assert.Equal([0, 0], alpha);
    }
}
