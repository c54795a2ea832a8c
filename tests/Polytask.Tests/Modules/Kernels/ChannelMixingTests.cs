using CsCheck;
using Polytask.Modules.Kernels;
using Polytask.Numerics;
using TorchSharp;

namespace Polytask.Tests.Modules.Kernels;

public sealed class ChannelMixingTests
{
    // Sums of a dozen products in float, in another order.
    private const double Rounding = 1e-5;

    [Fact]
    public void Sums_are_those_of_torch() => Gen.Select(Gen.Int[1, 3], Gen.Int[1, 4], Gen.Int[1, 4], Gen.Int[1, 12], Gen.Int[1, 80]).ForAll(sizes =>
    {
        var (stack, to, from, batch, width) = sizes;
        using var scope = torch.NewDisposeScope();
        var random = new RandomStream(1, $"{sizes}");
        torch.Tensor Normal(params long[] shape) => torch.tensor(Enumerable.Range(0, (int)shape.Aggregate((a, b) => a * b)).Select(_ => (float)random.NextNormal()).ToArray()).view(shape);
        var (weights, rows, cotangents) = (Normal(from, to, width).transpose(0, 1), Normal(stack, from, batch, width), Normal(stack, to, batch, width));
        Same(torch.einsum("ilc,slnc->sinc", weights, rows), ChannelMixing.Mix(weights, rows));
        Same(torch.einsum("sinc,lnc->silc", cotangents, rows[0]), ChannelMixing.Products(cotangents, rows[0]));
    }, iter: 50);

    private static void Same(torch.Tensor expected, torch.Tensor found)
    {
        Assert.Equal(expected.shape, found.shape);
        foreach (var (one, other) in expected.contiguous().data<float>().Zip(found.data<float>())) Assert.Equal(one, other, Rounding);
    }
}
