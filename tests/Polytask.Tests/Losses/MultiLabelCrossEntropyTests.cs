using CsCheck;
using Polytask.Losses;

namespace Polytask.Tests.Losses;

public sealed class MultiLabelCrossEntropyTests
{
    private static readonly float[] Targets = [1, 0, 0, 1];

    [Fact]
    public void Gradient_is_the_derivative() => GradientCheck.Outputs(4).ForAll(logits =>
        GradientCheck.Holds((outputs, gradient) => MultiLabelCrossEntropy.Loss(outputs, Targets, gradient), logits), iter: 100);

    [Fact]
    public void Is_the_mean_over_labels() => GradientCheck.Outputs(4).ForAll(logits =>
        Assert.Equal(
            Targets.Zip(logits, (target, logit) => BinaryCrossEntropy.Loss(logit, target, 1, out _)).Average(),
            MultiLabelCrossEntropy.Loss(logits, Targets, new float[4]), 1e-12), iter: 100);

    [Fact]
    public void Extreme_logits_stay_finite()
    {
        var gradient = new float[4];
        Assert.Equal(1e4, MultiLabelCrossEntropy.Loss([-1e4f, 1e4f, 1e4f, -1e4f], Targets, gradient));
        Assert.Equal([-0.25f, 0.25f, 0.25f, -0.25f], gradient);
    }
}
