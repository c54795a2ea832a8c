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

    [Theory]
    [InlineData(0.2, 0.2)]
    [InlineData(1, 1)]
    [InlineData(0.5, 3)]
    [InlineData(20, 8)]
    [InlineData(1e-3, 1e-3)]
    public void Draws_lie_below_a_number_as_often_as_the_distribution_says(double a, double b)
    {
        const int draws = 20_000;
        var random = new RandomStream(1, "beta");
        double[] drawn = [.. Enumerable.Range(0, draws).Select(_ => Beta.Draw(random, a, b)).Order()];
        Assert.All(drawn, share => Assert.InRange(share, 0, 1));
        // Kolmogorov and Smirnov: of such a sample, one in a thousand is further than 1.95 / √n from its distribution somewhere.
        foreach (var x in new[] { 0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.999 })
            Assert.Equal(Beta.Regularised(x, a, b), drawn.Count(share => share < x) / (double)draws, 1.95 / Math.Sqrt(draws));
    }

    private static double Choose(int of, int chosen) => chosen == 0 ? 1 : Choose(of - 1, chosen - 1) * of / chosen;
}
