using Polytask.Modules;
using Polytask.Testing;
using F = TorchSharp.torch.nn.functional;

namespace Polytask.Tests.Modules;

public sealed class PoolTests
{
    private static readonly RowShape Shape = new(2, 6, 5);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void The_largest_number_is_torchs_with_its_pullback(int size)
    {
        BlockContract.Holds(_ => new MaxPool(Shape, size), Shape);
        Autograd.Agrees(_ => new MaxPool(Shape, size), Shape.Numbers, (x, _) => F.max_pool2d(x.view(-1, 2, 6, 5), [size, size]).flatten(1));
        Stacks.AreTheirCotangentsOneByOne(_ => new MaxPool(Shape, size), Shape);
    }

    [Theory]
    [InlineData(3, 2, 1)]
    [InlineData(2, 1, 0)]
    [InlineData(4, 3, 2)]
    public void Windows_may_overlap_and_reach_over_the_edge(int size, int stride, int padding)
    {
        BlockContract.Holds(_ => new MaxPool(Shape, size, stride, padding), Shape);
        Autograd.Agrees(_ => new MaxPool(Shape, size, stride, padding), Shape.Numbers, (x, _) => F.max_pool2d(x.view(-1, 2, 6, 5), [size, size], [stride, stride], [padding, padding]).flatten(1));
        Stacks.AreTheirCotangentsOneByOne(_ => new MaxPool(Shape, size, stride, padding), Shape);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 5)]
    [InlineData(4, 3)]
    [InlineData(6, 5)]
    public void The_mean_of_what_falls_to_a_place_is_torchs_with_its_pullback(int height, int width)
    {
        BlockContract.Holds(_ => new AdaptiveAveragePool(Shape, height, width), Shape);
        Autograd.Agrees(_ => new AdaptiveAveragePool(Shape, height, width), Shape.Numbers, (x, _) => F.adaptive_avg_pool2d(x.view(-1, 2, 6, 5), [height, width]).flatten(1));
        Stacks.AreTheirCotangentsOneByOne(_ => new AdaptiveAveragePool(Shape, height, width), Shape);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(4, 3)]
    [InlineData(6, 5)]
    public void The_mean_is_torchs_with_its_pullback(int height, int width)
    {
        BlockContract.Holds(_ => new AveragePool(Shape, height, width), Shape);
        Autograd.Agrees(_ => new AveragePool(Shape, height, width), Shape.Numbers, (x, _) => F.avg_pool2d(x.view(-1, 2, 6, 5), (height, width)).flatten(1));
        Stacks.AreTheirCotangentsOneByOne(_ => new AveragePool(Shape, height, width), Shape);
    }
}
