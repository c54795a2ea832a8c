using Polytask.Modules;
using Polytask.Testing;
using F = TorchSharp.torch.nn.functional;

namespace Polytask.Tests.Modules;

public sealed class ConvolutionTests
{
    private static readonly RowShape Shape = new(2, 6, 5);

    [Theory]
    [InlineData(3, 1, 0, true)]
    [InlineData(3, 1, 1, true)]
    [InlineData(3, 2, 1, false)]
    [InlineData(1, 2, 0, true)]
    [InlineData(5, 3, 2, true)]
    [InlineData(2, 1, 3, false)]
    [InlineData(3, 1, 2, true, 2)]
    [InlineData(2, 2, 1, false, 3)]
    public void It_is_torchs_with_its_pullback(int kernel, int stride, int padding, bool hasBias, int dilation = 1)
    {
        Convolution Create(ParameterStore store) => new(store, "conv", ParameterStore.Shared, Shape, 3, kernel, stride, padding, hasBias, dilation);
        BlockContract.Holds(Create, Shape, rows: 3);
        Autograd.Agrees(Create, Shape.Numbers, (x, p) =>
            F.conv2d(x.view(-1, 2, 6, 5), p[0], hasBias ? p[1] : null, [stride, stride], [padding, padding], [dilation, dilation]).flatten(1));
        Stacks.AreTheirCotangentsOneByOne(Create, Shape);
    }

    [Fact]
    public void Its_weights_are_used_in_every_place()
    {
        using var store = new ParameterStore(1);
        var convolution = new Convolution(store, "conv", ParameterStore.Shared, Shape, 4, 3);
        Assert.Equal(new RowShape(4, 4, 3), convolution.OutputShape);
        Assert.Equal(4 * 2 * 9 * 12, store.Dense[0].MultiplyAdds);
    }

    [Fact]
    public void A_kernel_larger_than_the_maps_is_refused()
    {
        using var store = new ParameterStore(1);
        var error = Assert.Throws<ConfigurationException>(() => new Convolution(store, "trunk.2", ParameterStore.Shared, new RowShape(8, 4, 3), 4, 5));
        Assert.Equal("trunk.2: expected a kernel no larger than the maps it reads, found 5 × 5 on 8 channels of 4 × 3 with a padding of 0. Make the kernel smaller or the padding larger, or shrink the maps less before.", error.Message);
    }
}
