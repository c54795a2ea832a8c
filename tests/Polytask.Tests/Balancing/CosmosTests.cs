using CsCheck;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class CosmosTests
{
    [Fact]
    public void It_is_TorchJDs()
    {
        foreach (var vector in ReferenceVector.Of("torchjd", "Scalarizer.COSMOS", "run"))
        {
            var preference = LossMethods.Numbers(vector, "weights", 1, vector.Losses.Length);
            LossMethods.Close(vector.Numbers("grad_wrt_losses"), Steps.Weights(Of(preference, vector.Parameter("lambda")), vector.Losses), vector.Tolerance, vector.Id);
        }
    }

    /// <summary>TorchJD takes preferences as they are; here they are divided by their sum, and its own test with [2, 1] is a third of it.</summary>
    [Fact]
    public void Without_the_cosine_it_is_the_weighted_sum()
    {
        foreach (var vector in ReferenceVector.Of("torchjd", "Scalarizer.COSMOS", "test").Where(vector => vector.Parameter("lambda") == 0))
        {
            var preference = LossMethods.Numbers(vector, "weights", 1, vector.Losses.Length);
            var value = Steps.Weights(Of(preference, 0), vector.Losses).Zip(vector.Losses, (weight, loss) => weight * loss).Sum();
            Assert.Equal(vector.Expected.GetProperty("value").GetDouble() / preference.Sum(), value, vector.Tolerance);
        }
    }

    [Fact]
    public void Weights_are_the_gradient_of_the_objective() => Gen.Select(Gen.Double[0.1, 10].Array[3], Gen.Double[0, 8]).ForAll((losses, strength) =>
        LossMethods.AreTheGradient(all => Objective(all, [0.2, 0.3, 0.5], strength), losses, Steps.Weights(Of([0.2, 0.3, 0.5], strength), losses)));

    [Fact]
    public void The_objective_is_TorchJDs()
    {
        foreach (var vector in ReferenceVector.Of("torchjd", "Scalarizer.COSMOS"))
        {
            var preference = LossMethods.Numbers(vector, "weights", 1, vector.Losses.Length);
            Assert.Equal(vector.Expected.GetProperty("value").GetDouble(), Objective(vector.Losses, preference, vector.Parameter("lambda")), vector.Tolerance);
        }
    }

    /// <summary>The cosine has no gradient in the direction of the losses.</summary>
    [Fact]
    public void The_cosine_does_not_change_the_weighted_loss() => Gen.Double[0.1, 10].Array[3].ForAll(losses =>
        Assert.Equal(losses.Average(), Steps.Weights(Of([1, 1, 1], 5), losses).Zip(losses, (weight, loss) => weight * loss).Sum(), 1e-13)); // Rounding.

    [Fact]
    public void Losses_of_0_have_no_cosine_and_the_user_is_told()
    {
        var said = new List<string>();
        var step = LossMethods.Step([0, 0], say: said.Add);
        Assert.Equal([0.25, 0.75], Steps.Weights(LossMethods.Create(Of([1, 3], 1), 2), step));
        Assert.StartsWith("balancing 'cosmos': ", Assert.Single(said), StringComparison.Ordinal);
    }

    private static Cosmos Of(double[] preference, double strength) => new() { Preference = LossMethods.Named(preference), Strength = strength };

    private static double Objective(double[] losses, double[] preference, double strength)
    {
        var sum = preference.Zip(losses, (p, loss) => p * loss).Sum();
        return sum - strength * sum / Math.Sqrt(preference.Sum(p => p * p) * losses.Sum(loss => loss * loss));
    }
}
