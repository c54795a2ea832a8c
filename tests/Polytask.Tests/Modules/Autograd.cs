using Polytask.Data;
using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Testing;
using TorchSharp;

namespace Polytask.Tests.Modules;

/// <summary>Holds blocks to torch's autograd of the expression that they stand for.</summary>
internal static class Autograd
{
    // Sums of some ten products of size 1, in float and in another order.
    private const double Tolerance = 1e-5;

    /// <summary>Compares outputs and gradients, of input and parameters, at a random point.</summary>
    /// <param name="create">Makes the block.</param>
    /// <param name="inputWidth">Numbers per row.</param>
    /// <param name="expression">The same from input and parameters, in the order of their declaration.</param>
    public static void Agrees(Func<ParameterStore, Block> create, int inputWidth, Func<torch.Tensor, IReadOnlyList<torch.Tensor>, torch.Tensor> expression)
    {
        const int rows = 5;
        using var scope = torch.NewDisposeScope();
        using var store = new ParameterStore(1);
        var block = create(store);
        store.Allocate();
        var random = new RandomStream(1, "autograd");
        Numbers.Fill(Numbers.Of(store.Values), random);
        var (input, cotangent) = (Numbers.Normal(random, rows, inputWidth), Numbers.Normal(random, rows, block.OutputWidth));
        var pass = Pass.Training(Rows(rows), new RandomStream(1, "pass"));
        var output = block.Forward(input, pass);
        var pulled = block.Pullback(cotangent, pass)!;

        var x = Leaf(input);
        var leaves = store.Dense.Select(p => Leaf(p.Value)).ToArray();
        var expected = expression(x, leaves);
        expected.backward([cotangent]);
        Close(expected, output);
        Close(x.grad!, pulled);
        foreach (var (leaf, parameter) in leaves.Zip(store.Dense)) Close(leaf.grad!, parameter.Gradient);
    }

    /// <summary>A batch for blocks that do not look at it.</summary>
    public static Batch Rows(int count) => new(new EncodedRows(count, [], []), Enumerable.Range(0, count).ToArray());

    public static torch.Tensor Leaf(torch.Tensor values) => values.detach().clone().requires_grad_();

    public static void Close(torch.Tensor expected, torch.Tensor actual, double tolerance = Tolerance)
    {
        Assert.Equal(expected.shape, actual.shape);
        var difference = (expected - actual).abs().max().item<float>();
        var size = Math.Max(1, expected.abs().max().item<float>());
        Assert.True(difference <= tolerance * size, $"Off by {difference}, with numbers up to {size}.");
    }
}
