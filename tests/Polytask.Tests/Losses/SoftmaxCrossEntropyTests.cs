using CsCheck;
using Polytask.Losses;

namespace Polytask.Tests.Losses;

public sealed class SoftmaxCrossEntropyTests
{
    private static readonly float[] ClassWeights = [0.5f, 2, 1, 0];

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.1, false)]
    [InlineData(0, true)]
    [InlineData(0.1, true)]
    public void Gradient_is_the_derivative(double smoothing, bool weighted) =>
        Gen.Select(GradientCheck.Outputs(4), Gen.Int[0, 3]).ForAll((logits, label) =>
            GradientCheck.Holds((outputs, gradient) => SoftmaxCrossEntropy.Loss(outputs, label, smoothing, weighted ? ClassWeights : [], gradient), logits), iter: 100);

    [Fact]
    public void Gradient_is_the_derivative_for_many_classes() => GradientCheck.Outputs(37).ForAll(logits =>
        GradientCheck.Holds((outputs, gradient) => SoftmaxCrossEntropy.Loss(outputs, 20, 0.1, [], gradient), logits), iter: 30);

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void Gradient_sums_to_zero(double smoothing) =>
        Gen.Select(GradientCheck.Outputs(4), Gen.Int[0, 3]).ForAll((logits, label) =>
        {
            var gradient = new float[4];
            SoftmaxCrossEntropy.Loss(logits, label, smoothing, ClassWeights, gradient);
            Assert.Equal(0, gradient.Sum(g => (double)g), 1e-6); // four floats of size up to 2
        }, iter: 100);

    [Fact]
    public void Adding_to_all_logits_changes_nothing() =>
        Gen.Select(GradientCheck.Outputs(4), Gen.Int[-100, 100]).ForAll((logits, shift) =>
        {
            var gradient = new float[4];
            var shifted = Array.ConvertAll(logits, logit => logit + shift); // exact: a grid of 2^-10 below 128
            Assert.Equal(SoftmaxCrossEntropy.Loss(logits, 1, 0.1, [], gradient), SoftmaxCrossEntropy.Loss(shifted, 1, 0.1, [], gradient), 1e-11);
        }, iter: 100);

    [Fact]
    public void Smoothing_mixes_the_label_with_the_mean_over_classes() =>
        Gen.Select(GradientCheck.Outputs(4), Gen.Int[0, 3], Gen.Double[0, 0.99]).ForAll((logits, label, smoothing) =>
        {
            var gradient = new float[4];
            var losses = Enumerable.Range(0, 4).Select(k => SoftmaxCrossEntropy.Loss(logits, k, 0, ClassWeights, gradient)).ToArray();
            var mixed = (1 - smoothing) * losses[label] + smoothing * losses.Average();
            Assert.Equal(mixed, SoftmaxCrossEntropy.Loss(logits, label, smoothing, ClassWeights, gradient), 1e-11);
        }, iter: 100);

    [Fact]
    public void Knowing_nothing_costs_the_logarithm_of_the_number_of_classes() =>
        Assert.Equal(Math.Log(5), SoftmaxCrossEntropy.Loss(new float[5], 2, 0.2, [], new float[5]), 1e-12);

    [Fact]
    public void Extreme_logits_cost_their_difference()
    {
        var gradient = new float[2];
        Assert.Equal(2e4, SoftmaxCrossEntropy.Loss([1e4f, -1e4f], 1, 0, [], gradient), 1e-9);
        Assert.Equal([1f, -1f], gradient);
        Assert.Equal(0, SoftmaxCrossEntropy.Loss([1e4f, -1e4f], 0, 0, [], gradient));
        Assert.Equal([0f, 0f], gradient);
    }
}
