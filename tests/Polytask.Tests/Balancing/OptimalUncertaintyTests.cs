using CsCheck;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class OptimalUncertaintyTests
{
    [Fact]
    public void The_weight_is_the_inverse_of_the_loss() => Assert.Equal([2, 0.25], Steps.Weights(new OptimalUncertainty(), [0.5, 4]));

    /// <summary>With the variance at its minimum, L, the form of regression has the weight 1/(2 L): the paper leaves the 2 out.</summary>
    [Fact]
    public void It_is_uw_once_that_has_learnt() => Gen.Double[0.1, 10].ForAll(loss =>
    {
        var method = LossMethods.Create(new UncertaintyWeighting { Initial = Math.Log(loss) }, 1);
        Assert.Equal(Steps.Weights(new OptimalUncertainty(), [loss])[0], 2 * LossMethods.Weigh(method, [loss])[0], 1e-13); // Rounding of logarithm and exponential.
    });

    [Fact]
    public void Losses_of_0_are_an_error() => LossMethods.RejectsLossesOf0(new OptimalUncertainty(), "uw_o");
}
