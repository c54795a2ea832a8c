using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class SumTests
{
    [Fact]
    public void It_is_TorchJDs_sum_of_gradients() =>
        LossMethods.MakeTheVectors(ReferenceVector.Of("torchjd", "Sum"), vector => Steps.Weights(new Sum(), new double[vector.Matrix.Length]));

    [Fact]
    public void It_is_TorchJDs_sum_of_losses()
    {
        foreach (var vector in ReferenceVector.Of("torchjd", "Scalarizer.Sum"))
        {
            var weights = Steps.Weights(new Sum(), vector.Losses);
            Assert.Equal(vector.Expected.GetProperty("value").GetDouble(), weights.Zip(vector.Losses, (weight, loss) => weight * loss).Sum(), vector.Tolerance);
            if (vector.Kind == "run") LossMethods.Close(vector.Numbers("grad_wrt_losses"), weights, vector.Tolerance, vector.Id);
        }
    }
}
