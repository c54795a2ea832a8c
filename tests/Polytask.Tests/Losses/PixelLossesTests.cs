using Polytask.Losses;
using Polytask.Native;
using Polytask.Numerics;
using Polytask.Testing;
using Polytask.Tests.Modules;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Polytask.Tests.Losses;

/// <summary>Losses of labels of pixels, held to torch's autograd of the mean over the pixels that have one.</summary>
public sealed class PixelLossesTests
{
    private const int Pixels = 37; // no multiple of a vector
    private const int Classes = 4;

    [Fact]
    public void Cross_entropy_is_the_weighted_mean()
    {
        float[] weights = [1, 0.5f, 2, 3];
        Check(Classes, (random, pixel) => pixel % 5 == 0 ? float.NaN : random.NextInt(Classes), 1, (outputs, target, gradient) => PixelCrossEntropy.Loss(outputs, target, weights, gradient), (outputs, target, valid) =>
        {
            var classes = target.nan_to_num(0).to(torch.ScalarType.Int64);
            var losses = F.cross_entropy(outputs.t(), classes.view(-1), torch.tensor(weights), reduction: torch.nn.Reduction.None);
            return losses.masked_select(valid).sum() / valid.sum();
        });
    }

    [Fact]
    public void Binary_cross_entropy_weighs_yes_and_no() => Check(1, (random, pixel) => pixel % 4 == 0 ? float.NaN : random.NextInt(2), 1, (outputs, target, gradient) => PixelBinaryCrossEntropy.Loss(outputs, target, 3, 0.6, gradient), (outputs, target, valid) =>
    {
        var (z, y) = (outputs.view(-1).masked_select(valid), target.view(-1).masked_select(valid));
        return -torch.where(y.to_type(torch.ScalarType.Bool), torch.tensor(3f) * F.logsigmoid(z), torch.tensor(0.6f) * F.logsigmoid(-z)).mean();
    });

    [Fact]
    public void Absolute_errors_are_averaged() => Check(1, (random, pixel) => pixel % 3 == 0 ? float.NaN : (float)random.NextNormal(), 1, PixelAbsoluteError.Loss, (outputs, target, valid) =>
        (outputs.view(-1).masked_select(valid) - target.view(-1).masked_select(valid)).abs().mean());

    [Fact]
    public void Directions_are_compared_by_their_cosine() => Check(3, (random, pixel) => pixel % 6 == 0 ? float.NaN : (float)random.NextNormal(), 3, CosineDistance.Loss, (outputs, target, valid) =>
        (torch.tensor(1f) - (F.normalize(outputs, dim: 0) * target.nan_to_num(0)).sum(dim: 0)).masked_select(valid).mean());

    [Fact]
    public void An_image_without_labels_has_no_loss()
    {
        float[] empty = [float.NaN, float.NaN], gradient = [1, 1, 1, 1, 1, 1];
        Assert.Equal(0, PixelCrossEntropy.Loss([1, 2, 3, 4], empty, [1, 1], gradient.AsSpan(0, 4)));
        Assert.Equal(0, PixelBinaryCrossEntropy.Loss([1, 2], empty, 1, 1, gradient.AsSpan(4)));
        Assert.All(gradient, number => Assert.Equal(0, number));
        Assert.Equal(0, CosineDistance.Loss([1, 2, 3, 4, 5, 6], [.. empty, .. empty, .. empty], gradient));
        Assert.Equal(0, PixelAbsoluteError.Loss([1, 2], empty, gradient.AsSpan(4)));
        Assert.All(gradient, number => Assert.Equal(0, number));
    }

    private delegate double Loss(ReadOnlySpan<float> outputs, ReadOnlySpan<float> target, Span<float> gradient);

    private static void Check(int channels, Func<RandomStream, int, float> label, int numbers, Loss loss, Func<torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor> expected)
    {
        LibTorch.Init();
        using var scope = torch.NewDisposeScope();
        var random = new RandomStream(1, "pixels");
        var outputs = Numbers.Normal(random, channels, Pixels);
        float[] target = [.. Enumerable.Range(0, numbers * Pixels).Select(i => label(random, i % Pixels))];
        var gradient = new float[channels * Pixels];
        var found = loss(Numbers.Of(outputs), target, gradient);
        var x = Autograd.Leaf(outputs);
        var maps = torch.tensor(target, numbers, Pixels);
        var truth = expected(x, maps, maps[0].isnan().logical_not());
        truth.backward();
        Assert.Equal(truth.item<float>(), found, 1e-5); // torch adds up in float
        Autograd.Close(x.grad!, torch.tensor(gradient, channels, Pixels));
    }
}
