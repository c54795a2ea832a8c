using Polytask.Modules;
using Polytask.Sharing;
using Polytask.Tests.Modules;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Polytask.Tests.Sharing;

public sealed class SegNetStageTests
{
    [Fact]
    public void Numbers_go_back_to_the_places_of_the_largest_with_its_pullback()
    {
        var shape = new RowShape(2, 5, 7);
        Block Create(ParameterStore store) => new SegNetStage { Channels = [3, 4], Convolutions = 1, BatchNorm = false }.Create(store, "stage", ParameterStore.Shared, shape);
        Autograd.Agrees(Create, shape.Numbers, (x, p) =>
        {
            torch.Tensor Convolve(torch.Tensor maps, int first) => F.relu(F.conv2d(maps, p[first], p[first + 1], padding: [1, 1]));
            torch.Tensor Around(torch.Tensor maps, Func<torch.Tensor, torch.Tensor> below)
            {
                var (pooled, places) = F.max_pool2d_with_indices(maps, [2, 2]);
                var back = torch.zeros(maps.size(0), maps.size(1), maps.size(2) * maps.size(3));
                return back.scatter(2, places.flatten(2), below(pooled).flatten(2)).view(maps.shape);
            }
            var upper = Convolve(x.view(-1, 2, 5, 7), 0);
            return Convolve(Around(upper, pooled => Convolve(Around(Convolve(pooled, 2), lowest => lowest), 4)), 6).flatten(1);
        });
        Stacks.AreTheirCotangentsOneByOne(Create, shape);
    }

    [Fact]
    public void Its_maps_are_as_large_as_the_image_and_as_many_as_the_first_levels()
    {
        using var store = new ParameterStore(1);
        var block = new SegNetStage { Channels = [4, 5, 6, 7] }.Create(store, "trunk.0", ParameterStore.Shared, new RowShape(3, 30, 17));
        Assert.Equal(new RowShape(4, 30, 17), block.OutputShape);
    }
}
