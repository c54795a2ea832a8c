using CsCheck;
using Polytask.Numerics;

namespace Polytask.Tests.Numerics;

public sealed class ScalarAdamTests
{
    [Fact]
    public void The_first_step_is_as_long_as_the_learning_rate() => Gen.Double[0.01, 100].ForAll(gradient =>
        Assert.Equal(1 - 0.5, new ScalarAdam(1, 0.5).Next(0, 1, gradient), 1e-6)); // ε shortens it by 1e-8/gradient.

    /// <summary>Moments of gradients 1 and 3 by hand: m = 0.39, v = 0.009999, corrected by 0.19 and 0.001999.</summary>
    [Fact]
    public void The_second_step_is_that_of_the_corrected_moments()
    {
        var adam = new ScalarAdam(1, 0.1);
        var value = adam.Next(0, 0, 1);
        Assert.Equal(value - 0.1 * (0.39 / 0.19) / Math.Sqrt(0.009999 / 0.001999), adam.Next(0, value, 3), 1e-9); // ε = 1e-8.
    }

    [Fact]
    public void Decay_is_added_to_the_gradient() =>
        Assert.Equal(new ScalarAdam(1, 0.1).Next(0, 2, 0.3), new ScalarAdam(1, 0.1, decay: 0.05).Next(0, 2, 0.2), 1e-15); // One rounding.

    [Fact]
    public void Numbers_count_their_own_steps()
    {
        var adam = new ScalarAdam(2, 0.1);
        for (var i = 0; i < 5; i++) adam.Next(0, 0, 1);
        Assert.Equal(new ScalarAdam(1, 0.1).Next(0, 0, 3), adam.Next(1, 0, 3));
        Assert.Equal([5, 1], adam.Memory.Single(memory => memory.Name == "adam.steps").Numbers);
    }

    [Fact]
    public void It_finds_a_minimum()
    {
        var (adam, x) = (new ScalarAdam(1, 0.05), 3.0);
        for (var i = 0; i < 5000; i++) x = adam.Next(0, x, 2 * (x - 1));
        Assert.Equal(1, x, 1e-6); // Steps shrink with the gradient near the minimum.
    }
}
