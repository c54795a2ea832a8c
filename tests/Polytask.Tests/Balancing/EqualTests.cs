using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class EqualTests
{
    [Fact]
    public void Every_task_counts_once() => Assert.Equal([1, 1], Steps.Weights(new Equal(), [0.5, 100]));

    [Fact]
    public void It_is_LibMTLs_EW_and_TorchJDs_sum() =>
        LossMethods.MakeTheVectors([.. ReferenceVector.Of("LibMTL", "EW"), .. ReferenceVector.Of("torchjd", "Sum")], vector => Steps.Weights(new Equal(), new double[vector.Matrix.Length]));

    [Fact]
    public void It_is_TorchJDs_sum_of_losses()
    {
        foreach (var vector in ReferenceVector.Of("torchjd", "Scalarizer.Sum"))
        {
            var weights = Steps.Weights(new Equal(), vector.Losses);
            Assert.Equal(vector.Expected.GetProperty("value").GetDouble(), weights.Zip(vector.Losses, (weight, loss) => weight * loss).Sum(), vector.Tolerance);
            if (vector.Kind == "run") LossMethods.Close(vector.Numbers("grad_wrt_losses"), weights, vector.Tolerance, vector.Id);
        }
    }
}
