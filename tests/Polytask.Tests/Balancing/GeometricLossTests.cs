using CsCheck;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class GeometricLossTests
{
    [Fact]
    public void It_is_LibMTLs_gradient() =>
        LossMethods.MakeTheVectors(ReferenceVector.Of("LibMTL", "GLS"), vector => Steps.Weights(new GeometricLoss(), vector.Losses));

    /// <summary>LibMTL logs other weights than those of its gradient: L/(n Π L).</summary>
    [Fact]
    public void LibMTL_logs_weights_that_it_does_not_use()
    {
        foreach (var vector in ReferenceVector.Of("LibMTL", "GLS").Where(vector => !vector.Degenerate))
        {
            var logged = LossMethods.Direction(vector.Matrix, vector.Numbers("returned_weights"));
            Assert.True(vector.Numbers("vector").Zip(logged, (used, told) => Math.Abs(used - told)).Max() > 0.01, vector.Id);
        }
    }

    [Fact]
    public void It_is_TorchJDs()
    {
        foreach (var vector in ReferenceVector.Of("torchjd", "Scalarizer.GeometricMean"))
        {
            var weights = Steps.Weights(new GeometricLoss(), vector.Losses);
            // The mean is homogeneous: Euler's identity gives its value.
            Assert.Equal(vector.Expected.GetProperty("value").GetDouble(), weights.Zip(vector.Losses, (weight, loss) => weight * loss).Sum(), vector.Tolerance);
            if (vector.Kind == "run") LossMethods.Close(vector.Numbers("grad_wrt_losses"), weights, vector.Tolerance, vector.Id);
        }
    }

    [Fact]
    public void Weights_are_the_gradient_of_the_geometric_mean() => Gen.Double[0.1, 10].Array[1, 6].ForAll(losses =>
        LossMethods.AreTheGradient(all => Math.Pow(all.Aggregate(1.0, (a, b) => a * b), 1.0 / all.Length), losses, Steps.Weights(new GeometricLoss(), losses)));

    /// <summary>The product of these losses is beyond the range of numbers.</summary>
    [Theory]
    [InlineData(1e10)]
    [InlineData(1e-10)]
    public void Many_losses_do_not_leave_the_range_of_numbers(double loss) =>
        Assert.All(Steps.Weights(new GeometricLoss(), [.. Enumerable.Repeat(loss, 40)]), weight => Assert.Equal(1.0 / 40, weight, 1e-14)); // Rounding of logarithms.

    [Fact]
    public void Losses_far_apart_have_finite_weights() =>
        Assert.All(Steps.Weights(new GeometricLoss(), [1e300, 1e300, 1e-300]), weight => Assert.True(double.IsFinite(weight)));

    [Fact]
    public void Losses_of_0_are_an_error() => LossMethods.RejectsLossesOf0(new GeometricLoss(), "gls");
}
