using CsCheck;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class ScaleInvariantTests
{
    [Fact]
    public void Weighted_losses_are_the_preference() => Gen.Double[0.01, 100].Array[3].ForAll(losses =>
    {
        var weights = Steps.Weights(new ScaleInvariant { Preference = LossMethods.Named([1, 2, 3]) }, losses);
        LossMethods.Close([1, 2, 3], [.. weights.Zip(losses, (weight, loss) => weight * loss)], 1e-14); // Two roundings.
    });

    [Fact]
    public void Weights_are_the_gradient_of_the_sum_of_logarithms() => Gen.Double[0.1, 10].Array[1, 6].ForAll(losses =>
        LossMethods.AreTheGradient(all => all.Sum(Math.Log), losses, Steps.Weights(new ScaleInvariant(), losses)));

    [Fact]
    public void Losses_of_0_are_an_error() => LossMethods.RejectsLossesOf0(new ScaleInvariant(), "si");

    [Fact]
    public void The_smallest_loss_there_is_has_a_finite_weight() => Assert.True(double.IsFinite(Steps.Weights(new ScaleInvariant(), [double.Epsilon])[0]));

    [Fact]
    public void A_preference_of_0_is_an_error() =>
        Assert.Throws<ConfigurationException>(() => new ScaleInvariant { Preference = LossMethods.Named([0]) }.Create(Steps.Problem(1)));
}
