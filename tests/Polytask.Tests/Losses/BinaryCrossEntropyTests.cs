using CsCheck;
using Polytask.Losses;

namespace Polytask.Tests.Losses;

public sealed class BinaryCrossEntropyTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(0, 1)]
    [InlineData(1, 5)]
    [InlineData(0.25, 3)]
    public void Equals_its_definition_and_its_gradient_the_derivative(double target, double positiveWeight) =>
        Gen.Double[-20, 20].ForAll(logit =>
        {
            const double step = 1e-5; // off by step²/6 < 1e-10 and by rounding of 2e-15 / step
            var loss = BinaryCrossEntropy.Loss(logit, target, positiveWeight, out var gradient);
            var p = 1 / (1 + Math.Exp(-logit));
            Assert.Equal(-positiveWeight * target * Math.Log(p) - (1 - target) * Math.Log(1 - p), loss, 1e-6); // 1 - p loses digits at logit 20
            Assert.Equal((BinaryCrossEntropy.Loss(logit + step, target, positiveWeight, out _) - BinaryCrossEntropy.Loss(logit - step, target, positiveWeight, out _)) / (2 * step), gradient, 1e-8);
        }, iter: 200);

    [Theory]
    [InlineData(1e4, 1, 0)]
    [InlineData(-1e4, 1, 1e4)]
    [InlineData(1e4, 0, 1e4)]
    [InlineData(-1e4, 0, 0)]
    public void Extreme_logits_cost_their_size_where_they_are_wrong(double logit, double target, double loss)
    {
        Assert.Equal(loss, BinaryCrossEntropy.Loss(logit, target, 1, out var gradient));
        Assert.Equal(loss > 0 ? Math.Sign(logit) : 0, gradient);
    }

    [Fact]
    public void Is_softmax_cross_entropy_of_two_classes() => GradientCheck.Outputs(1).ForAll(logit =>
        Assert.Equal(SoftmaxCrossEntropy.Loss([0, logit[0]], 1, 0, [], new float[2]), BinaryCrossEntropy.Loss(logit[0], 1, 1, out _), 1e-12), iter: 100);
}
