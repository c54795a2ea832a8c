using CsCheck;
using Polytask.Balancing;
using Polytask.Numerics;
using Polytask.Tests.Numerics;

namespace Polytask.Tests.Balancing;

public sealed class UPGradTests
{
    // TorchJD counts tasks with 1/m, or with [1..m] as it stands; here the mean is 1.
    [Fact]
    public void It_is_TorchJDs_with_its_regularisation()
    {
        References.Compare(ReferenceVector.Of("torchjd", "UPGrad", "run"), vector => new UPGrad { Preference = References.Preference(vector), Regularisation = vector.Parameter("reg_eps") }, References.Factor);
        References.Compare(ReferenceVector.Of("torchjd", "UPGrad", "test"), _ => new UPGrad { Regularisation = 1e-4 }, References.Factor);
    }

    [Fact]
    public void It_is_LibMTLs() => References.Compare(ReferenceVector.Of("LibMTL", "UPGrad"), _ => new UPGrad { Regularisation = 1e-4 }, References.Factor);

    [Fact]
    public void It_is_the_sum_of_projections_that_conflict_with_no_task() => Jacobians.Any.ForAll(jacobian =>
    {
        var gramian = Steps.Gramian(jacobian);
        var weights = Steps.Weights(new UPGrad(), new double[jacobian.Length], gramian);
        var sizes = Jacobians.Magnitudes(gramian, weights);
        var sum = jacobian.Sum(Jacobians.Length);
        foreach (var (i, product) in Jacobians.Products(gramian, weights).Index())
            Assert.True(product >= -1e-10 * sizes[i] - 1e-6 * sum * Math.Sqrt(gramian[i, i])); // rounding; rows within 1e-6 of others' span
        var projections = new double[weights.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            var (unit, projection) = (new double[weights.Length], new double[weights.Length]);
            unit[i] = 1;
            new DualCone(8).Project(gramian, unit, projection);
            for (var k = 0; k < weights.Length; k++) projections[k] += projection[k];
        }
        var difference = Jacobians.Combine(jacobian, [.. weights.Zip(projections, (a, b) => a - b)]);
        Assert.True(Jacobians.Length(difference) <= 1e-6 * sum);
    });

    [Fact]
    public void Without_conflict_it_is_the_sum_of_gradients() =>
        Assert.Equal([1, 1], Steps.Weights(new UPGrad(), [1, 1], SquareMatrix.Of([[1, 0.5], [0.5, 9]])));

    [Fact]
    public void It_is_linear_in_the_lengths_of_gradients() =>
        Gen.Select(Jacobians.Independent, Gen.Double[0.1, 10].Array[8]).ForAll((jacobian, lengths) =>
        {
            var direction = Directions(jacobian, lengths);
            var parts = jacobian.Select((_, i) => Directions(jacobian, [.. lengths.Select((length, k) => k == i ? length + 1 : length)])).ToArray();
            for (var i = 0; i < parts.Length; i++)
            {
                var twice = Directions(jacobian, [.. lengths.Select((length, k) => k == i ? length + 2 : length)]);
                for (var k = 0; k < direction.Length; k++)
                    Assert.Equal(parts[i][k] - direction[k], twice[k] - parts[i][k], 1e-9 * Jacobians.Length(twice)); // rounding times the condition
            }
        }, iter: 30);

    private static double[] Directions(double[][] jacobian, double[] lengths)
    {
        var scaled = jacobian.Select((row, i) => row.Select(x => x * lengths[i]).ToArray()).ToArray();
        return Jacobians.Combine(scaled, Steps.Weights(new UPGrad(), new double[scaled.Length], Steps.Gramian(scaled)));
    }
}
