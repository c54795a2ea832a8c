using CsCheck;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class ImprovableGapTests
{
    [Fact]
    public void Until_the_base_epoch_is_over_logarithms_count_alike()
    {
        var method = LossMethods.Create(new ImprovableGap { BaseEpoch = 1 }, 2);
        for (var epoch = 0; epoch < 2; epoch++) Assert.Equal([2, 0.25], LossMethods.Weigh(method, [0.5, 4], epoch));
    }

    [Fact]
    public void Weights_of_logarithms_are_the_softmax_of_the_gaps() => Gen.Select(Gen.Double[0.1, 10].Array[3], Gen.Double[0.1, 10].Array[3]).ForAll((bases, losses) =>
    {
        var method = LossMethods.Create(new ImprovableGap { BaseEpoch = 0 }, 3);
        LossMethods.Weigh(method, bases, 0);
        double[] weighted = [.. LossMethods.Weigh(method, losses, 1).Zip(losses, (weight, loss) => weight * loss)];
        Assert.Equal(3, weighted.Sum(), 1e-13); // Rounding.
        for (var i = 0; i < 3; i++)
            Assert.Equal(losses[i] / bases[i] - losses[0] / bases[0], Math.Log(weighted[i] / weighted[0]), 1e-11); // Rounding of exponents up to 100.
    });

    [Fact]
    public void Stated_base_losses_count_from_the_first_step()
    {
        var (stated, measured) = (LossMethods.Create(new ImprovableGap { BaseLosses = LossMethods.Named([2, 3]) }, 2), LossMethods.Create(new ImprovableGap { BaseEpoch = 0 }, 2));
        foreach (var losses in new double[][] { [1, 4], [3, 2] }) LossMethods.Weigh(measured, losses, 0);
        Assert.Equal(LossMethods.Weigh(measured, [1, 2], 1), LossMethods.Weigh(stated, [1, 2], 0));
    }

    [Fact]
    public void The_tasks_left_to_measure_count_as_at_their_base()
    {
        var stated = LossMethods.Create(new ImprovableGap { BaseLosses = new Dictionary<string, double> { ["a"] = 2 } }, 2);
        Assert.Equal([0.5, 0.25], LossMethods.Weigh(stated, [2, 4]));
    }

    [Fact]
    public void A_base_loss_of_0_is_an_error()
    {
        var error = Assert.Throws<ConfigurationException>(() => new ImprovableGap { BaseLosses = LossMethods.Named([0]) }.Create(Steps.Problem(1)));
        Assert.Equal("balancing.baseLosses.a: expected a number above 0, found 0. Correct it, or remove it.", error.Message);
    }

    [Fact]
    public void Losses_of_0_are_an_error() => LossMethods.RejectsLossesOf0(new ImprovableGap(), "igb");
}
