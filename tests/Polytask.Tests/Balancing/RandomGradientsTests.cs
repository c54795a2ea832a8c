using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class RandomGradientsTests
{
    [Fact]
    public void Gradients_have_the_weights_that_losses_have_in_the_same_step()
    {
        foreach (var sum in Enum.GetValues<WeightSum>())
            for (var number = 0; number < 10; number++)
                Assert.Equal(
                    Steps.Weights((Weighting)new RandomWeighting { Sum = sum }.Create(Steps.Problem(3)), Steps.Step([1, 2, 3], number: number)),
                    Steps.Weights((Weighting)new RandomGradients { Sum = sum }.Create(Steps.Problem(3)), Steps.Step([1, 2, 3], number: number)));
    }

    [Fact]
    public void Own_parameters_follow_their_own_gradient_and_no_products_are_asked_for()
    {
        var method = new RandomGradients().Create(Steps.Problem(2));
        var step = Steps.Step([1, 2]);
        Steps.Weights((Weighting)method, step);
        Assert.Equal([1, 1], step.OwnWeights.ToArray());
        Assert.Equal(Needs.Losses, method.Needs);
    }
}
