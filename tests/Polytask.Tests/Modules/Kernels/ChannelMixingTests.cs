using CsCheck;
using Polytask.Modules.Kernels;
using Polytask.Numerics;
using Polytask.Testing;
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
        torch.Tensor Normal(params long[] shape) => Numbers.Normal(random, shape);
        var (weights, rows, cotangents) = (Normal(from, to, width).transpose(0, 1), Normal(stack, from, batch, width), Normal(stack, to, batch, width));
        Tensors.Same(torch.einsum("ilc,slnc->sinc", weights, rows), ChannelMixing.Mix(weights, rows), Rounding);
        Tensors.Same(torch.einsum("sinc,lnc->silc", cotangents, rows[0]), ChannelMixing.Products(cotangents, rows[0]), Rounding);
    }, iter: 50);
}
