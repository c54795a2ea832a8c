using CsCheck;
using Polytask.Numerics;
using Polytask.Tests.Balancing;

namespace Polytask.Tests.Numerics;

public sealed class LargestMinimumTests
{
    [Fact]
    public void The_direction_is_optimal_by_its_multipliers() =>
        Gen.Select(Jacobians.WithDescent, Gen.Double[0.01, 0.99]).ForAll((jacobian, share) => Certify(jacobian, share, mayCancel: false));

    [Fact]
    public void The_direction_is_optimal_for_any_rank() =>
        Gen.Select(Jacobians.Any, Gen.Double[0.01, 0.99]).ForAll((jacobian, share) => Certify(jacobian, share, mayCancel: true), iter: 300);

    private static void Certify(double[][] jacobian, double share, bool mayCancel)
    {
        var gramian = Steps.Gramian(jacobian);
        var u = jacobian.Select(_ => 1.0).ToArray();
        var r = share * Jacobians.Length(Jacobians.Combine(jacobian, u));
        var y = new double[u.Length];
        var found = new LargestMinimum(8).Solve(gramian, u, r, y);
        Assert.True(found || mayCancel);
        Assert.All(y, x => Assert.True(x >= 0));
        var weights = u.Zip(y, (a, b) => a + b).ToArray();
        var products = Jacobians.Products(gramian, weights);
        var sizes = Jacobians.Magnitudes(gramian, weights);
        var level = found ? products.Where((_, i) => y[i] > 0).Max() : 0;
        for (var i = 0; i < u.Length; i++)
        {
            var rounding = 1e-9 * sizes[i] + 1e-6 * (found ? 0 : 1) * sizes[i];
            if (y[i] > 0) Assert.Equal(level, products[i], rounding);
            else Assert.True(products[i] >= level - rounding, $"{products[i]} is below {level}.");
        }
        var distance = Jacobians.Length(Jacobians.Combine(jacobian, y));
        if (found) Assert.Equal(r, distance, 1e-9 * r * (1 + y.Sum()));
        else Assert.True(distance <= r * (1 + 1e-9));
    }
}
