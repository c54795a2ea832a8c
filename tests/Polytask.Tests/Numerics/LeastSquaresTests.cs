using CsCheck;
using Polytask.Numerics;
using Polytask.Tests.Balancing;

namespace Polytask.Tests.Numerics;

public sealed class LeastSquaresTests
{
    [Fact]
    public void What_is_left_is_orthogonal_to_all_that_can_be_reached_and_nothing_is_wasted() =>
        Gen.Select(Jacobians.Any, Gen.Double[-1, 1].Array[8]).ForAll((jacobian, numbers) =>
        {
            var matrix = new SquareMatrix(jacobian.Length);
            Steps.Gramian(jacobian).Cosines(new double[jacobian.Length], matrix);
            var b = numbers[..jacobian.Length];
            var x = new double[b.Length];
            new LeastSquares(8).Solve(matrix, b, x);
            var rest = Jacobians.Products(matrix, x).Zip(b, (product, wanted) => wanted - product).ToArray();
            // Rounding grows with x, which grows as the matrix comes near a lower rank.
            Assert.All(Jacobians.Products(matrix, rest), product => Assert.Equal(0, product, 1e-9 * (1 + Jacobians.Length(x))));
            Assert.Equal(0, x.Zip(rest, (a, r) => a * r).Sum(), 1e-9 * (1 + Jacobians.Length(x)) * (1 + Jacobians.Length(x)));
        });

    [Fact]
    public void A_matrix_without_full_rank_gives_the_shortest_solution()
    {
        var x = new double[2];
        Assert.False(new LeastSquares(2).Solve(SquareMatrix.Of([[1, 1], [1, 1]]), [2, 2], x));
        Assert.Equal(1, x[0], 1e-14);
        Assert.Equal(1, x[1], 1e-14);
        Assert.True(new LeastSquares(2).Solve(SquareMatrix.Of([[2, 0], [0, 4]]), [2, 2], x));
        Assert.Equal(1, x[0], 1e-15);
        Assert.Equal(0.5, x[1], 1e-15);
    }
}
