using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class LearntScalingTests
{
    [Fact]
    public void The_number_stays_within_the_limit()
    {
        var method = LossMethods.Create(new ImpartialLosses { LearningRate = 1, Limit = 2 }, 2);
        for (var number = 0; number < 50; number++) LossMethods.Weigh(method, [1e-9, 1e9]);
        Assert.Equal([2, -2], LossMethods.Memory(method, "scale"));
    }

    [Fact]
    public void The_first_number_is_within_the_limit_too() =>
        Assert.Equal([3], LossMethods.Memory(new ImpartialLosses { Initial = 20, Limit = 3 }.Create(Steps.Problem(1)), "scale"));

    [Fact]
    public void The_weights_of_a_step_are_from_before_it()
    {
        var method = LossMethods.Create(new UncertaintyWeighting { LearningRate = 0.5 }, 1);
        Assert.Equal([0.5], LossMethods.Weigh(method, [3]));
        Assert.Equal(0.5, LossMethods.Memory(method, "scale")[0], 1e-7); // Adam's first step is the learning rate, but for ε = 1e-8.
    }
}
