using CsCheck;
using Polytask.Modules.Kernels;
using Polytask.Numerics;
using Polytask.Testing;
using TorchSharp;

namespace Polytask.Tests.Modules;

public sealed class StackProductTests
{
    // Around the sizes that the kernel works in: 4 tasks, 8 numbers, 24 columns; large stacks go through it in parts.
    private static readonly Gen<(int Tasks, int Rows, int Inner, int Columns, double Zeros, int Seed)> Sizes =
        Gen.Select(Gen.Int[1, 21], Gen.Int[1, 40], Gen.Int[1, 70], Gen.Int[1, 61], Gen.Double[0, 1], Gen.Int[0, 1000]);

    [Fact]
    public void It_is_the_matrix_product_however_many_zeros_there_are() => Sizes.ForAll(size =>
    {
        using var scope = torch.NewDisposeScope();
        var (stack, weights) = Problem(size.Tasks, size.Rows, size.Inner, size.Columns, size.Zeros, size.Seed);
        var expected = stack.view(-1, size.Inner).mm(weights).view(size.Tasks, size.Rows, -1);
        Assert.True((StackProduct.Of(stack, weights) - expected).abs().max().item<float>() <= 1e-5 * Math.Max(1, expected.abs().max().item<float>())); // sums of 70 products in float
    }, iter: 100);

    [Theory]
    [InlineData(8, 0.5, true)]
    [InlineData(8, 0.1, false)]
    [InlineData(2, 0.5, false)]
    public void Many_zeros_of_several_tasks_are_worth_it(int tasks, double zeros, bool expected)
    {
        using var scope = torch.NewDisposeScope();
        Assert.Equal(expected, SharedZeros.AreMany(Problem(tasks, 32, 64, 1, zeros, 1).Stack));
    }

    private static (torch.Tensor Stack, torch.Tensor Weights) Problem(int tasks, int rows, int inner, int columns, double zeros, int seed)
    {
        var random = new RandomStream(seed, "stack product");
        var mask = torch.tensor(Enumerable.Range(0, rows * inner).Select(_ => random.NextDouble() < zeros ? 0f : 1f).ToArray()).view(rows, inner);
        return (Numbers.Normal(random, tasks, rows, inner) * mask, Numbers.Normal(random, inner, columns));
    }
}
