using CsCheck;
using Polytask.Numerics;
using Polytask.Tests.Balancing;

namespace Polytask.Tests.Numerics;

public sealed class DualConeTests
{
    [Fact]
    public void The_projection_is_certified() => Gen.Select(Jacobians.Any, Gen.Double[0, 1].Array[8]).ForAll((jacobian, numbers) =>
    {
        var gramian = Steps.Gramian(jacobian);
        var u = numbers[..jacobian.Length];
        var v = new double[u.Length];
        new DualCone(8).Project(gramian, u, v);
        var products = Jacobians.Products(gramian, v);
        var sizes = Jacobians.Magnitudes(gramian, v);
        var start = Jacobians.Length(Jacobians.Combine(jacobian, u));
        for (var i = 0; i < u.Length; i++)
        {
            // A row within 1e-6 of its length of others' span counts as in it.
            var rounding = 1e-10 * sizes[i] + 1e-6 * start * Math.Sqrt(gramian[i, i]);
            Assert.True(v[i] >= u[i]);
            Assert.True(products[i] >= -rounding, $"{products[i]} is below 0 by more than {rounding}.");
            if (v[i] > u[i]) Assert.Equal(0, products[i], rounding);
        }
    });

    [Fact]
    public void What_is_in_the_cone_stays()
    {
        var v = new double[2];
        new DualCone(2).Project(Steps.Gramian([[1, 0], [1, 1]]), [1, 2], v);
        Assert.Equal([1, 2], v);
    }

    [Fact]
    public void Regularising_adds_a_share_of_the_trace()
    {
        var result = new SquareMatrix(2);
        DualCone.Regularise(SquareMatrix.Of([[1, 2], [2, 5]]), 0.5, result);
        Assert.Equal([4, 2, 2, 8], [.. result[0], .. result[1]]);
    }
}
