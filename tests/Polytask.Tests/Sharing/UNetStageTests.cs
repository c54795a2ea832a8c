using Polytask.Modules;
using Polytask.Sharing;
using Polytask.Tests.Modules;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Polytask.Tests.Sharing;

public sealed class UNetStageTests
{
    [Fact]
    public void It_is_a_way_down_and_one_up_with_skips_and_its_pullback()
    {
        var shape = new RowShape(2, 5, 4);
        Block Create(ParameterStore store) => new UNetStage { Channels = [2, 3], Convolutions = 1, BatchNorm = false }.Create(store, "stage", ParameterStore.Shared, shape);
        Autograd.Agrees(Create, shape.Numbers, (x, p) =>
        {
            torch.Tensor Convolve(torch.Tensor maps, int first) => F.relu(F.conv2d(maps, p[first], p[first + 1], padding: [1, 1]));
            var upper = Convolve(x.view(-1, 2, 5, 4), 0);
            var lower = Convolve(F.max_pool2d(upper, [2, 2]), 2);
            return Convolve(torch.cat([upper, F.interpolate(lower, [5, 4], mode: torch.InterpolationMode.Bilinear, align_corners: false)], 1), 4).flatten(1);
        });
        Stacks.AreTheirCotangentsOneByOne(Create, shape);
    }

    [Theory]
    [InlineData(120, 160)]
    [InlineData(30, 32)]
    [InlineData(17, 23)]
    public void Its_maps_are_as_large_as_the_image(int height, int width)
    {
        using var store = new ParameterStore(1);
        var block = new UNetStage { Channels = [4, 5, 6, 7, 8] }.Create(store, "trunk.0", ParameterStore.Shared, new RowShape(3, height, width));
        Assert.Equal(new RowShape(4, height, width), block.OutputShape);
        Assert.Equal([4, 4 + 5, 3, 3], store.Dense.Single(parameter => parameter.Name == "trunk.0.decoder.0.0.weight").Shape);
    }

    [Fact]
    public void Levels_that_leave_nothing_of_the_maps_are_refused()
    {
        using var store = new ParameterStore(1);
        var error = Assert.Throws<ConfigurationException>(() => new UNetStage { Channels = [1, 1, 1, 1] }.Create(store, "trunk.1", ParameterStore.Shared, new RowShape(3, 7, 9)));
        Assert.Equal("trunk.1: expected maps of at least 8 × 8 to halve 3 times, found 3 channels of 7 × 9. State fewer channels, or give the trunk larger images.", error.Message);
    }
}
