using CsCheck;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class BoundaryIntersectionTests
{
    [Fact]
    public void It_is_TorchJDs()
    {
        foreach (var vector in ReferenceVector.Of("torchjd", "Scalarizer.PBI"))
        {
            var losses = vector.Losses;
            var reference = LossMethods.Numbers(vector, "reference", 0, losses.Length);
            var weights = Steps.Weights(Of(LossMethods.Numbers(vector, "weights", 1, losses.Length), vector.Parameter("theta"), reference), losses);
            // The objective is homogeneous: Euler's identity gives its value.
            Assert.Equal(vector.Expected.GetProperty("value").GetDouble(), weights.Select((weight, i) => weight * (losses[i] - reference[i])).Sum(), vector.Tolerance);
            if (vector.Kind == "run") LossMethods.Close(vector.Numbers("grad_wrt_losses"), weights, vector.Tolerance, vector.Id);
        }
    }

    [Fact]
    public void The_gradient_is_one_along_the_direction_and_the_penalty_across() => Gen.Select(Gen.Double[0.1, 10].Array[3], Gen.Double[0, 10]).ForAll((losses, penalty) =>
    {
        double[] preference = [3, 2, 6]; // Its length is 7.
        var weights = Steps.Weights(Of(preference, penalty, [0.1, 0, 0]), losses);
        Assert.Equal(1, weights.Zip(preference, (weight, p) => weight * p / 7).Sum(), 1e-9); // Rounding, larger where losses are near the direction.
        Assert.Equal(1 + penalty * penalty, weights.Sum(weight => weight * weight), 1e-9 * (1 + penalty * penalty));
    });

    [Fact]
    public void On_the_direction_there_is_no_penalty() => Gen.Double[1e-10, 1e10].ForAll(scale =>
        LossMethods.Close([0.6, 0.8], Steps.Weights(Of([3, 4], 5, [0, 0]), [3 * scale, 4 * scale]), 1e-15)); // One rounding.

    [Fact]
    public void Losses_at_the_reference_have_the_direction_as_weights() => LossMethods.Close([0.6, 0.8], Steps.Weights(Of([3, 4], 5, [1, 2]), [1, 2]), 1e-15); // One rounding.

    [Fact]
    public void A_bad_preference_is_an_error()
    {
        var error = Assert.Throws<ConfigurationException>(() => Of([1, -1], 5, [0, 0]).Create(Steps.Problem(2)));
        Assert.Equal("balancing.preference.b: expected a number above 0, found -1. Correct it, or remove it.", error.Message);
    }

    private static BoundaryIntersection Of(double[] preference, double penalty, double[] reference) =>
        new() { Preference = LossMethods.Named(preference), Penalty = penalty, Reference = LossMethods.Named(reference) };
}
