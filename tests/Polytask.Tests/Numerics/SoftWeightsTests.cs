using CsCheck;
using Polytask.Numerics;

namespace Polytask.Tests.Numerics;

public sealed class SoftWeightsTests
{
    [Fact]
    public void Weights_are_in_the_proportions_of_exponentials() => Gen.Double[-20, 20].Array[1, 8].ForAll(scores =>
    {
        var weights = Of(scores, 3);
        Assert.Equal(3, weights.Sum(), 1e-14 * 3 * scores.Length); // Rounding of the sum.
        for (var i = 0; i < scores.Length; i++) Assert.Equal(scores[i] - scores[0], Math.Log(weights[i] / weights[0]), 1e-12); // Rounding of exponents up to 40.
    });

    [Fact]
    public void Infinite_scores_have_finite_weights()
    {
        Assert.Equal([0, 1], Of([5, double.PositiveInfinity], 1));
        Assert.Equal([0.5, 0.5], Of([double.NegativeInfinity, double.NegativeInfinity], 1));
    }

    [Fact]
    public void Large_scores_do_not_overflow() => Assert.Equal([0.5, 0.5, 0], Of([1e5, 1e5, -1e5], 1));

    private static double[] Of(double[] scores, double total)
    {
        double[] weights = [.. scores];
        SoftWeights.Of(weights, total, weights);
        return weights;
    }
}
