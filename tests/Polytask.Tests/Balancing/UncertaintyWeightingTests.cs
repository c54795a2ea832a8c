using System.Text.Json;
using CsCheck;
using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class UncertaintyWeightingTests
{
    /// <summary>Adam's first moment after the first gradient is a tenth of it.</summary>
    private const double FirstMoment = 0.1;

    [Fact]
    public void It_is_LibMTLs()
    {
        var vectors = ReferenceVector.Of("LibMTL", "UW");
        LossMethods.MakeTheVectors(vectors, vector => Steps.Weights(new UncertaintyWeighting { Initial = -0.5 }, vector.Losses));
        foreach (var vector in vectors)
        {
            var method = LossMethods.Create(new UncertaintyWeighting { Initial = -0.5 }, vector.Losses.Length);
            LossMethods.Close(vector.Numbers("returned_weights"), LossMethods.Weigh(method, vector.Losses), vector.Tolerance, vector.Id);
            LossMethods.Close(vector.Numbers("loss_scale_grad"), Slopes(method), vector.Tolerance, vector.Id);
        }
    }

    [Fact]
    public void It_is_TorchJDs()
    {
        foreach (var vector in ReferenceVector.Of("torchjd", "Scalarizer.UW", "run"))
        {
            var method = LossMethods.Create(new UncertaintyWeighting(), vector.Losses.Length);
            LossMethods.Numbers(vector, "log_var", 0, vector.Losses.Length).CopyTo(LossMethods.Memory(method, "scale"), 0);
            LossMethods.Close(vector.Numbers("grad_wrt_losses"), LossMethods.Weigh(method, vector.Losses), vector.Tolerance, vector.Id);
            LossMethods.Close(vector.Expected.GetProperty("param_grad").GetProperty("log_var").Deserialize<double[]>()!, Slopes(method), vector.Tolerance, vector.Id);
        }
    }

    /// <summary>With s = 0 the objective is the weighted sum alone.</summary>
    [Fact]
    public void It_is_TorchJDs_own_test()
    {
        var vector = Assert.Single(ReferenceVector.Of("torchjd", "Scalarizer.UW", "test"));
        var weights = Steps.Weights(new UncertaintyWeighting(), vector.Losses);
        Assert.Equal(vector.Expected.GetProperty("value").GetDouble(), weights.Zip(vector.Losses, (weight, loss) => weight * loss).Sum(), vector.Tolerance);
    }

    /// <summary>The paper's forms have their minimum at σ² = L for regression, 2 L for classification.</summary>
    [Fact]
    public void The_variance_becomes_that_of_the_losses()
    {
        var method = LossMethods.Create(new UncertaintyWeighting { Classification = ["b"] }, 2);
        for (var number = 0; number < 5000; number++) LossMethods.Weigh(method, [0.2, 3]);
        LossMethods.Close([Math.Log(0.2), Math.Log(6)], LossMethods.Memory(method, "scale"), 1e-5); // How near Adam comes in 5000 steps of 0.025.
    }

    [Fact]
    public void Classification_counts_twice_at_the_same_variance() =>
        Assert.Equal([0.5, 1], Steps.Weights(new UncertaintyWeighting { Classification = ["b"] }, [1, 1]));

    [Fact]
    public void Any_loss_will_do() => Gen.Double[-5, 5].Array[3].ForAll(losses =>
        Assert.All(Steps.Weights(new UncertaintyWeighting(), losses), weight => Assert.Equal(0.5, weight)));

    [Fact]
    public void An_unknown_task_is_an_error()
    {
        var error = Assert.Throws<ConfigurationException>(() => new UncertaintyWeighting { Classification = ["x"] }.Create(Steps.Problem(2)));
        Assert.Equal("balancing.classification: expected names of a, b, found 'x'. Correct the name, or remove it.", error.Message);
    }

    private static double[] Slopes(LossBalancer method) => [.. LossMethods.Memory(method, "adam.first").Select(moment => moment / FirstMoment)];
}
