using CsCheck;
using Polytask.Balancing;
using Polytask.Numerics;

namespace Polytask.Tests.Balancing;

public sealed class GradientNormalisationTests
{
    [Theory]
    [InlineData(CommonLength.Mean, 2)]
    [InlineData(CommonLength.Smallest, 1)]
    [InlineData(CommonLength.Largest, 3)]
    [InlineData(CommonLength.One, 1)]
    public void All_gradients_get_one_length(CommonLength length, double expected)
    {
        var weights = Steps.Weights(new GradientNormalisation { Length = length }, [1, 1, 1], SquareMatrix.Of([[1, 0, 0], [0, 4, 0], [0, 0, 9]]));
        Directions.Close([expected, expected / 2, expected / 3], weights, 1e-15);
    }

    [Fact]
    public void Two_tasks_strike_the_bargain_of_Nash() => Gen.Double[-2, 2].Array[4].Array[2].ForAll(rows =>
    {
        // Nash's solution is α with α_i (Gα)_i the same for all tasks.
        var gramian = Steps.Gramian(rows);
        var weights = Steps.Weights(new GradientNormalisation { Length = CommonLength.One }, [1, 1], gramian);
        var products = new double[2];
        gramian.Multiply(weights, products);
        Assert.Equal(weights[0] * products[0], weights[1] * products[1], 1e-12);
    });

    [Fact]
    public void A_zero_gradient_stays_out_of_the_mean_and_is_told()
    {
        List<string> said = [];
        var step = Steps.Step([1, 1, 1], SquareMatrix.Of([[4, 0, 0], [0, 0, 0], [0, 0, 16]]), say: said.Add);
        Assert.Equal([1.5, 1, 0.75], Steps.Weights((Weighting)new GradientNormalisation().Create(Steps.Problem(3)), step));
        Assert.Equal([1, 1, 1], step.OwnWeights.ToArray());
        Assert.Single(said);
    }
}
