using Polytask.Modules;
using Polytask.Native;
using Polytask.Testing;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Polytask.Tests.Modules;

public sealed class FeaturePropagationTests
{
    private const int Tasks = 3, Hidden = 4;
    private static readonly RowShape Maps = new(2, 3, 4);

    [Fact]
    public void Each_task_adds_what_its_two_layers_let_through_of_one_map_of_all()
    {
        var all = Maps with { Channels = Tasks * Maps.Channels };
        Block Create(ParameterStore store) => new SideBySide(Tasks, new FeaturePropagation(
            store, [.. Enumerable.Range(0, Tasks).Select(task => new StackMember($"told.t{task}", ParameterStore.Shared, 1))], Maps, Hidden,
            new Convolution(store, "weigh", ParameterStore.Shared, all, all.Channels, 3, padding: 1), new Convolution(store, "join", ParameterStore.Shared, all, Maps.Channels, 3, padding: 1)), Tasks);
        // Parameters: weights and bias of weigh and join, then of each task weights and biases of both layers.
        Autograd.Agrees(Create, all.Numbers, (x, p) =>
        {
            var maps = x.view(-1, all.Channels, Maps.Height, Maps.Width);
            torch.Tensor Apart(torch.Tensor channels) => channels.view(-1, Tasks, Maps.Channels, Maps.Height, Maps.Width);
            var mask = Apart(F.conv2d(maps, p[0], p[1], padding: [1, 1])).softmax(1);
            var shared = F.conv2d((mask * Apart(maps)).view(-1, all.Channels, Maps.Height, Maps.Width), p[2], p[3], padding: [1, 1]);
            var mean = shared.mean([2, 3]);
            return torch.cat([.. Enumerable.Range(0, Tasks).Select(task =>
            {
                torch.Tensor Of(int place) => p[4 + place * Tasks + task];
                var gate = F.linear(F.relu(F.linear(mean, Of(0), Of(1))), Of(2), Of(3)).sigmoid();
                return Apart(maps)[torch.TensorIndex.Colon, task].add(gate.unsqueeze(-1).unsqueeze(-1) * shared, Scalars.One).flatten(1);
            })], 1);
        });
        Stacks.AreTheirCotangentsOneByOne(Create, all);
    }
}
