using CsCheck;
using Polytask.Losses;

namespace Polytask.Tests.Losses;

public sealed class LogisticTests
{
    [Fact]
    public void The_logit_of_a_product_and_its_derivatives() => Gen.Double[-15, 15].Array[2].ForAll(logits =>
    {
        const double step = 1e-5; // off by step²/6 < 1e-10 and by rounding of 4e-15 / step
        var (a, b) = (logits[0], logits[1]);
        var product = Logistic.Probability(a) * Logistic.Probability(b);
        var logit = Logistic.Product(a, b, out var toFirst, out var toSecond);
        Assert.Equal(Math.Log(product / (1 - product)), logit, 1e-8); // 1 - p loses digits at logit 15
        Assert.Equal((Of(a + step, b) - Of(a - step, b)) / (2 * step), toFirst, 1e-8);
        Assert.Equal((Of(a, b + step) - Of(a, b - step)) / (2 * step), toSecond, 1e-8);

        static double Of(double a, double b) => Logistic.Product(a, b, out _, out _);
    }, iter: 300);

    [Theory]
    [InlineData(1e4, 1e4, 1e4)]
    [InlineData(1e4, -3, -3)]
    [InlineData(-1e4, 1e4, -1e4)]
    [InlineData(-1e4, -1e4, -2e4)]
    [InlineData(1e4, 2e4, 1e4)]
    public void Extreme_logits_neither_overflow_nor_vanish(double a, double b, double logit)
    {
        // Of two equal ones the logit is their logit less log 2, or 0.7 of ten thousand.
        Assert.Equal(logit, Logistic.Product(a, b, out var toFirst, out var toSecond), 1.0);
        Assert.True(double.IsFinite(toFirst) && double.IsFinite(toSecond));
        Assert.Equal(logit, Logistic.Product(b, a, out _, out _), 1.0);
    }
}
