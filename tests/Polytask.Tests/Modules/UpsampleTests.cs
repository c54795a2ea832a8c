using Polytask.Modules;
using Polytask.Testing;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Polytask.Tests.Modules;

public sealed class UpsampleTests
{
    private static readonly RowShape Shape = new(2, 3, 4);

    [Theory]
    [InlineData(6, 8, Interpolation.Nearest)]
    [InlineData(7, 9, Interpolation.Nearest)]
    [InlineData(3, 4, Interpolation.Bilinear)]
    [InlineData(6, 8, Interpolation.Bilinear)]
    [InlineData(7, 15, Interpolation.Bilinear)]
    public void It_is_torchs_with_its_pullback(int height, int width, Interpolation interpolation)
    {
        Upsample Create(ParameterStore _) => new(Shape, height, width, interpolation);
        BlockContract.Holds(Create, Shape);
        Autograd.Agrees(Create, Shape.Numbers, (x, _) => F.interpolate(x.view(-1, 2, 3, 4), [height, width],
            mode: interpolation == Interpolation.Nearest ? torch.InterpolationMode.Nearest : torch.InterpolationMode.Bilinear).flatten(1));
        Stacks.AreTheirCotangentsOneByOne(Create, Shape);
    }
}
