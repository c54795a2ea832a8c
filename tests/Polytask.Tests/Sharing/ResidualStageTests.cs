using Polytask.Modules;
using Polytask.Native;
using Polytask.Sharing;
using Polytask.Tests.Modules;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Polytask.Tests.Sharing;

public sealed class ResidualStageTests
{
    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(2, 2)]
    public void It_is_that_of_the_paper_with_its_pullback(int channels, int stride)
    {
        var shape = new RowShape(2, 5, 4);
        Block Create(ParameterStore store) => new ResidualStage { Channels = channels, Stride = stride }.Create(store, "stage", ParameterStore.Shared, shape);
        Autograd.Agrees(Create, shape.Numbers, (x, p) =>
        {
            var input = x.view(-1, 2, 5, 4);
            var body = Normed(F.relu(Normed(input, p, 0, stride, 1)), p, 3, 1, 1);
            return F.relu(body.add(p.Count > 6 ? Normed(input, p, 6, stride, 0) : input, Scalars.One)).flatten(1);
        });
        Stacks.AreTheirCotangentsOneByOne(Create, shape);
    }

    [Theory]
    [InlineData(16, 1, 2)]
    [InlineData(12, 2, 1)]
    public void A_bottleneck_is_that_of_the_paper_with_its_pullback(int channels, int stride, int dilation)
    {
        var shape = new RowShape(16, 5, 4);
        Block Create(ParameterStore store) => new ResidualStage { Channels = channels, Stride = stride, Dilation = dilation, Bottleneck = true }.Create(store, "stage", ParameterStore.Shared, shape);
        Autograd.Agrees(Create, shape.Numbers, (x, p) =>
        {
            var input = x.view(-1, 16, 5, 4);
            var body = Normed(F.relu(Normed(F.relu(Normed(input, p, 0, 1, 0)), p, 3, stride, dilation, dilation)), p, 6, 1, 0);
            return F.relu(body.add(p.Count > 9 ? Normed(input, p, 9, stride, 0) : input, Scalars.One)).flatten(1);
        });
    }

    private static torch.Tensor Normed(torch.Tensor maps, IReadOnlyList<torch.Tensor> parameters, int first, int stride, int padding, int dilation = 1)
    {
        var convolved = F.conv2d(maps, parameters[first], null, [stride, stride], [padding, padding], [dilation, dilation]);
        using var mean = torch.zeros(convolved.size(1));
        using var variance = torch.ones(convolved.size(1));
        return F.batch_norm(convolved, mean, variance, parameters[first + 1], parameters[first + 2], training: true);
    }
}
