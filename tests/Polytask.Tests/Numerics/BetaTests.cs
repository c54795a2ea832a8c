using CsCheck;
using Polytask.Numerics;

namespace Polytask.Tests.Numerics;

public sealed class BetaTests
{
    // The continued fraction stops at 1e-15; the front factor multiplies a few roundings.
    private const double Rounding = 1e-12;

    [Fact]
    public void Whole_numbers_count_coins() => // I_x(a, b) is the chance of at least a heads in a + b - 1 throws
        Gen.Select(Gen.Int[1, 8], Gen.Int[1, 8], Gen.Double[0.01, 0.99]).ForAll((a, b, x) =>
            Assert.Equal(Enumerable.Range(a, b).Sum(heads => Choose(a + b - 1, heads) * Math.Pow(x, heads) * Math.Pow(1 - x, a + b - 1 - heads)), Beta.Regularised(x, a, b), Rounding));

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.999)]
    public void The_arcsine_law(double x) => Assert.Equal(2 / Math.PI * Math.Asin(Math.Sqrt(x)), Beta.Regularised(x, 0.5, 0.5), Rounding);

    [Fact]
    public void The_ends()
    {
        Assert.Equal(0, Beta.Regularised(0, 2, 3));
        Assert.Equal(1, Beta.Regularised(1, 2, 3));
    }

    private static double Choose(int of, int chosen) => chosen == 0 ? 1 : Choose(of - 1, chosen - 1) * of / chosen;
}
