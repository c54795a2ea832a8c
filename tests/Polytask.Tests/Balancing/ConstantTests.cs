using System.Text.Json;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class ConstantTests
{
    [Fact]
    public void It_is_TorchJDs() => LossMethods.MakeTheVectors(
        ReferenceVector.Of("torchjd", "Constant"), vector => Steps.Weights(Of(vector.Numbers("weights")), new double[vector.Matrix.Length]));

    [Fact]
    public void It_is_TorchJDs_of_losses()
    {
        foreach (var vector in ReferenceVector.Of("torchjd", "Scalarizer.Constant"))
        {
            var weights = Steps.Weights(Of(vector.Parameters.GetProperty("weights").Deserialize<double[]>()!), vector.Losses);
            Assert.Equal(vector.Expected.GetProperty("value").GetDouble(), weights.Zip(vector.Losses, (weight, loss) => weight * loss).Sum(), vector.Tolerance);
        }
    }

    [Fact]
    public void Tasks_that_are_not_named_count_1() =>
        Assert.Equal([1, 0], Steps.Weights(new Constant { Weights = new Dictionary<string, double> { ["b"] = 0 } }, [5, 7]));

    [Fact]
    public void A_weight_is_that_of_the_task_not_of_the_place() => Assert.Equal([2, 4], Steps.Weights(Of([2, 3, 4]), [1, double.NaN, 1]));

    [Fact]
    public void A_negative_weight_is_an_error()
    {
        var error = Assert.Throws<ConfigurationException>(() => Of([1, -2]).Create(Steps.Problem(2)));
        Assert.Equal("balancing.weights.b: expected a number of at least 0, found -2. Correct it, or remove it.", error.Message);
    }

    private static Constant Of(double[] weights) => new() { Weights = LossMethods.Named(weights) };
}
