using CsCheck;
using Polytask.Modules.Kernels;
using Polytask.Numerics;
using Polytask.Testing;
using TorchSharp;

namespace Polytask.Tests.Modules;

public sealed class RowProductsTests
{
    [Fact]
    public void They_are_the_matrix_product_with_the_transpose() => Gen.Select(Gen.Int[1, 20], Gen.Int[1, 40], Gen.Float[-2, 2], Gen.Int[0, 1000]).ForAll((rows, width, plus, seed) =>
    {
        using var scope = torch.NewDisposeScope();
        var matrix = Numbers.Normal(new RandomStream(seed, "rows"), width, rows).t();
        var products = RowProducts.Of(matrix, plus);
        Assert.True((products - matrix.mm(matrix.t()) - torch.tensor(plus)).abs().max().item<float>() < 1e-4); // sums of 40 products in float
        Assert.Equal(0, (products - products.t()).abs().max().item<float>());
    }, iter: 100);
}
