using CsCheck;
using Polytask.Numerics;
using Polytask.Tests.Balancing;

namespace Polytask.Tests.Numerics;

public sealed class PowerEquationTests
{
    [Fact]
    public void The_equation_holds() => Gen.Select(Jacobians.WithDescent, Gen.Int[0, 6].Select(i => new[] { 0.05, 0.2, 0.5, 1, 2, 5, 20 }[i])).ForAll((jacobian, p) =>
    {
        var gramian = Steps.Gramian(jacobian);
        var alpha = new double[jacobian.Length];
        Assert.True(new PowerEquation(8).Solve(gramian, p, alpha));
        var products = Jacobians.Products(gramian, alpha);
        var sizes = Jacobians.Magnitudes(gramian, alpha);
        for (var i = 0; i < alpha.Length; i++)
        {
            Assert.True(alpha[i] > 0);
            var wanted = Math.Pow(alpha[i], -p);
            Assert.Equal(wanted, products[i], 1e-9 * wanted + 1e-13 * sizes[i]); // where Newton stops, and rounding of 8 products
        }
    }, iter: 300);

    [Fact]
    public void One_vector_has_a_formula() => Gen.Select(Gen.Double[1e-10, 1e10], Gen.Double[0.05, 20]).ForAll((square, p) =>
    {
        var alpha = new double[1];
        Assert.True(new PowerEquation(1).Solve(SquareMatrix.Of([[square]]), p, alpha));
        Assert.Equal(1, alpha[0] / Math.Pow(square, -1 / (1 + p)), 1e-12);
    });

    [Fact]
    public void Vectors_that_cancel_out_have_none()
    {
        var alpha = new double[3];
        Assert.False(new PowerEquation(3).Solve(Steps.Gramian([[1, 0], [-0.5, 1], [-0.25, -0.75]]), 1, alpha));
        Assert.False(new PowerEquation(2).Solve(Steps.Gramian([[1, 2], [-2, -4]]), 0.5, alpha.AsSpan(0, 2)));
        Assert.False(new PowerEquation(2).Solve(Steps.Gramian([[1, 2], [0, 0]]), 1, alpha.AsSpan(0, 2)));
    }
}
