using Polytask.Modules;
using Polytask.Testing;
using F = TorchSharp.torch.nn.functional;

namespace Polytask.Tests.Modules;

/// <summary>Chains that are worked through in another order than they are stated.</summary>
public sealed class FusionTests
{
    private static readonly RowShape Shape = new(2, 9, 8);

    [Theory]
    [InlineData(3, 1, 0, 1, ActivationFunction.Relu)]
    [InlineData(3, 1, 1, 1, ActivationFunction.Tanh)]
    [InlineData(2, 2, 1, 1, ActivationFunction.None)]
    [InlineData(3, 1, 2, 2, ActivationFunction.Relu)]
    public void A_pooled_convolution_is_torchs_with_its_pullback_for_one_and_for_many(int kernel, int stride, int padding, int dilation, ActivationFunction function)
    {
        Chain Create(ParameterStore store)
        {
            var convolution = new Convolution(store, "conv", ParameterStore.Shared, Shape, 3, kernel, stride, padding, dilation: dilation);
            return new Chain(Shape, [new Chain(Shape, [convolution, new Activation(function, convolution.OutputShape)]), new MaxPool(convolution.OutputShape, 3, stride: 2, padding: 1)]);
        }
        BlockContract.Holds(Create, Shape, rows: 3);
        Autograd.Agrees(Create, Shape.Numbers, (x, p) =>
        {
            var maps = F.conv2d(x.view(-1, 2, 9, 8), p[0], p[1], [stride, stride], [padding, padding], [dilation, dilation]);
            return F.max_pool2d(function == ActivationFunction.Relu ? F.relu(maps) : function == ActivationFunction.Tanh ? maps.tanh() : maps, [3, 3], [2, 2], [1, 1]).flatten(1);
        });
        foreach (var tasks in new[] { 3, 5, 11 }) Stacks.AreTheirCotangentsOneByOne(Create, Shape, tasks);
    }

    [Fact]
    public void Pooling_comes_before_functions_that_rise()
    {
        using var store = new ParameterStore(1);
        var norm = new BatchNorm(store, "norm", ParameterStore.Shared, Shape);
        var chain = new Chain(Shape, [norm, new Activation(ActivationFunction.Relu, Shape), new MaxPool(Shape, 2)]);
        Assert.Equal([typeof(BatchNorm), typeof(MaxPool), typeof(Activation)], chain.Blocks.Select(block => block.GetType()));
        Assert.Equal(new RowShape(2, 4, 4), chain.OutputShape);
    }
}
