using CsCheck;
using Polytask.Numerics;
using Polytask.Tests.Balancing;

namespace Polytask.Tests.Numerics;

public sealed class MinNormPointTests
{
    [Fact]
    public void No_corner_is_on_the_near_side() => Jacobians.Any.ForAll(Certify);

    [Fact]
    public void No_corner_is_on_the_near_side_where_the_hull_is_away_from_0() => Jacobians.WithDescent.ForAll(Certify);

    [Fact]
    public void A_corner_at_0_is_the_nearest()
    {
        var weights = new double[3];
        Assert.Equal(0, new MinNormPoint(3).Solve(Steps.Gramian([[1, 2], [0, 0], [3, 4]]), weights));
        Assert.Equal([0, 1, 0], weights);
    }

    [Fact]
    public void Two_points_have_the_formula_of_a_segment()
    {
        var weights = new double[2];
        var square = new MinNormPoint(2).Solve(Steps.Gramian([[1e9, 1e9], [-1e-3, 1e-3]]), weights); // at right angles
        Assert.Equal(1e-24, weights[0], 1e-36);
        Assert.Equal(2e-6, square, 1e-18);
    }

    private static void Certify(double[][] jacobian)
    {
        var gramian = Steps.Gramian(jacobian);
        var weights = new double[jacobian.Length];
        var square = new MinNormPoint(8).Solve(gramian, weights);
        Assert.Equal(1, weights.Sum(), 1e-12);
        Assert.All(weights, weight => Assert.InRange(weight, 0, 1 + 1e-12));
        // 1e-12: corners that are nearer to the affine hull of others than 1e-6 of their length count as in it, and move the point by the square.
        foreach (var (product, size) in Jacobians.Products(gramian, weights).Zip(Jacobians.Magnitudes(gramian, weights)))
            Assert.True(product >= square - 1e-12 * size, $"{product} is below {square} by more than rounding of {size}.");
    }
}
