using Polytask.Balancing;

namespace Polytask.Tests.Balancing;

public sealed class EqualTests
{
    [Fact]
    public void Every_task_counts_once() => Assert.Equal([1, 1], Steps.Weights(new Equal(), [0.5, 100]));

    [Fact]
    public void It_is_LibMTLs_EW() =>
        LossMethods.MakeTheVectors(ReferenceVector.Of("LibMTL", "EW"), vector => Steps.Weights(new Equal(), new double[vector.Matrix.Length]));
}
