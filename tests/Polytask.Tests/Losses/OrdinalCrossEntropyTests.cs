using CsCheck;
using Polytask.Losses;

namespace Polytask.Tests.Losses;

public sealed class OrdinalCrossEntropyTests
{
    private static readonly Gen<(float[] Logits, int Rank)> Rows = Gen.Select(GradientCheck.Outputs(4), Gen.Int[0, 4]);

    [Fact]
    public void Gradient_is_the_derivative() => Rows.ForAll(row =>
        GradientCheck.Holds((outputs, gradient) => OrdinalCrossEntropy.Loss(outputs, row.Rank, gradient), row.Logits), iter: 200);

    [Fact]
    public void Is_minus_the_logarithm_of_the_probability_of_the_class() => Rows.ForAll(row =>
    {
        var probabilities = new float[5];
        OrdinalCrossEntropy.Probabilities(row.Logits, probabilities);
        // Relative rounding of a float, and of up to five factors in double.
        Assert.Equal(-Math.Log(probabilities[row.Rank]), OrdinalCrossEntropy.Loss(row.Logits, row.Rank, new float[4]), 1e-6);
    }, iter: 200);

    [Fact]
    public void Probabilities_sum_to_one_and_the_chance_of_being_above_never_rises() => Rows.ForAll(row =>
    {
        var probabilities = new float[5];
        OrdinalCrossEntropy.Probabilities(row.Logits, probabilities);
        Assert.Equal(1, probabilities.Sum(p => (double)p), 1e-6);
        Assert.All(probabilities, p => Assert.True(p >= 0));
        var above = 1.0;
        foreach (var logit in row.Logits)
        {
            var next = above * Logistic.Probability(logit);
            Assert.True(next <= above);
            above = next;
        }
        Assert.Equal(above, probabilities[^1], 1e-7);
    }, iter: 200);

    [Fact]
    public void Questions_beyond_the_class_do_not_count()
    {
        var gradient = new float[4];
        var loss = OrdinalCrossEntropy.Loss([1, -2, 30, -30], 1, gradient);
        Assert.Equal(Logistic.Softplus(-1) + Logistic.Softplus(-2), loss, 1e-12);
        Assert.Equal([0f, 0f], gradient[2..]);
    }

    [Fact]
    public void Two_classes_are_binary_cross_entropy() => GradientCheck.Outputs(1).ForAll(logit =>
        Assert.Equal(BinaryCrossEntropy.Loss(logit[0], 1, 1, out _), OrdinalCrossEntropy.Loss(logit, 1, new float[1])), iter: 50);

    [Fact]
    public void Extreme_logits_stay_finite()
    {
        var gradient = new float[3];
        Assert.Equal(2e4, OrdinalCrossEntropy.Loss([-1e4f, 1e4f, -1e4f], 3, gradient));
        Assert.Equal([-1f, 0f, -1f], gradient);
    }
}
