using CsCheck;
using Polytask.Balancing;
using Polytask.Numerics;

namespace Polytask.Tests.Balancing;

public sealed class NtkmtlTests
{
    [Fact]
    public void Weighted_kernels_have_the_mean_eigenvalue() => Gen.Double[0.01, 2].Array[4].Array[3].ForAll(rows =>
    {
        var step = Steps.Step([1, 1, 1], Steps.Gramian(rows));
        var weights = Steps.Weights((Weighting)new Ntkmtl().Create(Steps.Problem(3)), step);
        var mean = step.Gramian.Trace() / 3;
        for (var i = 0; i < 3; i++) Assert.Equal(mean, weights[i] * weights[i] * step.Gramian[i, i], 1e-12 * mean);
        Assert.Equal(weights, step.OwnWeights.ToArray());
    });

    [Fact]
    public void A_zero_gradient_counts_once_and_is_told()
    {
        List<string> said = [];
        var step = Steps.Step([1, 1, 1], SquareMatrix.Of([[4, 0, 0], [0, 0, 0], [0, 0, 16]]), say: said.Add);
        Directions.Close([Math.Sqrt(2.5), 1, Math.Sqrt(0.625)], Steps.Weights((Weighting)new Ntkmtl().Create(Steps.Problem(3)), step), 1e-14);
        Assert.Single(said);
    }
}
