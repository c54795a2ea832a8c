using CsCheck;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class SoftUncertaintyTests
{
    [Fact]
    public void Logarithms_of_weights_differ_as_inverses_of_losses() => Gen.Select(Gen.Double[0.1, 10].Array[2, 6], Gen.Double[0.5, 20]).ForAll((losses, temperature) =>
    {
        var weights = Steps.Weights(new SoftUncertainty { Temperature = temperature, Sum = WeightSum.One }, losses);
        Assert.Equal(1, weights.Sum(), 1e-14 * losses.Length); // Rounding.
        for (var i = 0; i < losses.Length; i++)
            Assert.Equal((1 / losses[i] - 1 / losses[0]) / temperature, Math.Log(weights[i] / weights[0]), 1e-12); // Rounding of exponents up to 20.
    });

    [Fact]
    public void The_sum_is_that_of_equal_weights_by_default() => Assert.Equal(3, Steps.Weights(new SoftUncertainty(), [1, 2, 3]).Sum(), 1e-14);

    [Fact]
    public void A_loss_near_0_takes_all() => Assert.Equal([2, 0], Steps.Weights(new SoftUncertainty(), [1e-300, 1]));

    [Fact]
    public void Losses_of_0_are_an_error() => LossMethods.RejectsLossesOf0(new SoftUncertainty(), "uw_so");
}
