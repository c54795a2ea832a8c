using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class MeanTests
{
    [Fact]
    public void It_is_TorchJDs_mean_of_gradients() =>
        LossMethods.MakeTheVectors(ReferenceVector.Of("torchjd", "Mean"), vector => Steps.Weights(new Mean(), new double[vector.Matrix.Length]));

    [Fact]
    public void It_is_TorchJDs_mean_of_losses()
    {
        foreach (var vector in ReferenceVector.Of("torchjd", "Scalarizer.Mean"))
        {
            var weights = Steps.Weights(new Mean(), vector.Losses);
            Assert.Equal(vector.Expected.GetProperty("value").GetDouble(), weights.Zip(vector.Losses, (weight, loss) => weight * loss).Sum(), vector.Tolerance);
            if (vector.Kind == "run") LossMethods.Close(vector.Numbers("grad_wrt_losses"), weights, vector.Tolerance, vector.Id);
        }
    }

    [Fact]
    public void The_mean_is_that_of_the_tasks_in_the_step() => Assert.Equal([0.5, 0.5], Steps.Weights(new Mean(), [1, double.NaN, 2]));
}
