using CsCheck;
using Polytask.Numerics;
using Polytask.Tests.Balancing;

namespace Polytask.Tests.Numerics;

public sealed class NonNegativeQuadraticTests
{
    [Fact]
    public void The_solution_is_certified_or_the_way_down_without_end_is() =>
        Gen.Select(Jacobians.Any, Gen.Double[-1, 1].Array[8]).ForAll((jacobian, numbers) =>
        {
            var gramian = Steps.Gramian(jacobian);
            var q = jacobian.Select((row, i) => Jacobians.Length(row) * Jacobians.Length(jacobian[0]) * numbers[i]).ToArray();
            var z = new double[q.Length];
            var solved = new NonNegativeQuadratic(8).Solve(gramian, q, z);
            Assert.All(z, x => Assert.True(x >= 0));
            var products = Jacobians.Products(gramian, z);
            var sizes = Jacobians.Magnitudes(gramian, z);
            for (var i = 0; i < z.Length; i++)
            {
                var rounding = 1e-10 * (sizes[i] + Math.Abs(q[i])); // flat directions are told from others by 1e-12
                if (!solved) Assert.Equal(0, products[i], 1e-6 * sizes[i]);
                else if (z[i] > 0) Assert.Equal(0, products[i] + q[i], rounding);
                else Assert.True(products[i] + q[i] >= -rounding);
            }
            if (!solved) Assert.True(q.Zip(z, (a, b) => a * b).Sum() < 0);
        }, iter: 500);

    [Fact]
    public void Earlier_problems_change_nothing_but_the_way_there()
    {
        var warm = new NonNegativeQuadratic(8);
        Gen.Select(Jacobians.Independent, Gen.Double[-1, 1].Array[8]).ForAll((jacobian, numbers) =>
        {
            var gramian = Steps.Gramian(jacobian);
            var q = jacobian.Select((row, i) => Jacobians.Length(row) * Jacobians.Length(jacobian[0]) * numbers[i]).ToArray();
            var (z, again) = (new double[q.Length], new double[q.Length]);
            Assert.True(warm.Solve(gramian, q, z));
            Assert.True(new NonNegativeQuadratic(8).Solve(gramian, q, again));
            for (var i = 0; i < z.Length; i++) Assert.Equal(again[i], z[i], 1e-9 * Jacobians.Length(z)); // rounding times the condition of 8 rows of 12 numbers
        });
    }

    [Fact]
    public void Without_a_least_value_there_is_a_direction()
    {
        var z = new double[2];
        Assert.False(new NonNegativeQuadratic(2).Solve(Steps.Gramian([[1], [-2]]), [-1, -1], z));
        Assert.Equal(2, z[0] / z[1], 1e-12);
        Assert.False(new NonNegativeQuadratic(2).Solve(Steps.Gramian([[1], [0]]), [1, -1], z));
        Assert.Equal([0, 1], z);
    }
}
