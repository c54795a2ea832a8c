using CsCheck;
using Polytask.Modules.Kernels;
using Polytask.Numerics;
using Polytask.Testing;
using TorchSharp;

namespace Polytask.Tests.Modules.Kernels;

public sealed class RowMixingTests
{
    // Sums of up to a hundred products in float, in another order.
    private const double Rounding = 1e-4;

    [Fact]
    public void Sums_are_those_of_torch_wherever_rows_lie() => Gen.Select(Gen.Int[1, 3], Gen.Int[1, 6], Gen.Int[1, 6], Gen.Int[1, 9], Gen.Int[1, 100]).ForAll(sizes =>
    {
        var (stack, to, from, batch, width) = sizes;
        using var scope = torch.NewDisposeScope();
        var random = new RandomStream(1, $"{sizes}");
        torch.Tensor Normal(params long[] shape) => Numbers.Normal(random, shape);
        var (weights, cotangents) = (Normal(from, batch, to).transpose(0, 2), Normal(stack, to, batch, width));
        foreach (var rows in new[] { Normal(stack, from, batch, width), Normal(stack, batch, from, width).transpose(1, 2), Normal(stack, from, width, batch).transpose(2, 3) })
        {
            Tensors.Same(torch.einsum("inl,slnc->sinc", weights, rows), RowMixing.Mix(weights, rows), Rounding);
            Tensors.Same(torch.einsum("sinc,lnc->sinl", cotangents, rows[0]), RowMixing.Products(cotangents, rows[0]), Rounding);
        }
    }, iter: 50);

    [Fact]
    public void Long_rows_are_mixed_to_their_end()
    {
        const int width = 2500;
        using var scope = torch.NewDisposeScope();
        var rows = torch.tensor([.. Enumerable.Range(0, 2 * 3 * width).Select(n => (float)n)], [1, 2, 3, width]);
        Tensors.Same(rows[0].sum(dim: 0).view(1, 1, 3, width), RowMixing.Mix(torch.ones(1, 3, 2), rows), Rounding);
    }
}
