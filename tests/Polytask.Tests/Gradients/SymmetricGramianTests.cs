using CsCheck;
using Polytask.Gradients.Kernels;
using Polytask.Numerics;
using Polytask.Testing;
using TorchSharp;

namespace Polytask.Tests.Gradients;

public sealed class SymmetricGramianTests
{
    // Around the sizes that the kernel works in: 4 rows, 24 columns, 8 tasks.
    private static readonly Gen<(int Tasks, int Batch, int Width, int Seed)> Sizes = Gen.Select(Gen.Int[1, 19], Gen.Int[1, 37], Gen.Int[1, 61], Gen.Int[0, 1000]);

    [Fact]
    public void It_is_that_of_plain_products_in_double_precision() => Sizes.ForAll(size =>
    {
        using var scope = torch.NewDisposeScope();
        var random = new RandomStream(size.Seed, "gramian");
        var stack = Numbers.Normal(random, size.Tasks, size.Batch, size.Width);
        var factors = Numbers.Normal(random, size.Batch, size.Width);
        var similarity = factors.mm(factors.t());

        var gramian = new SquareMatrix(size.Tasks);
        gramian[0, 0] = 3; // what is there stays
        SymmetricGramian.Add(stack, similarity, gramian);

        var exact = stack.@double();
        var moved = similarity.@double().expand(size.Tasks, -1, -1).bmm(exact);
        var expected = exact.view(size.Tasks, -1).mm(moved.view(size.Tasks, -1).t()).data<double>().ToArray();
        expected[0] += 3;
        var scale = expected.Max(Math.Abs);
        // Sums of some hundred products in single precision.
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], gramian[i / size.Tasks, i % size.Tasks], 1e-5 * scale);
    }, iter: 100);
}
