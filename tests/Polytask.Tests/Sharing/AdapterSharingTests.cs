using Polytask.Modules;
using Polytask.Sharing;
using static Polytask.Tests.Sharing.LiteralTrunk;

namespace Polytask.Tests.Sharing;

public sealed class AdapterSharingTests
{
    private const int Tasks = 3, Bottleneck = 2;
    private static readonly StageOptions[] Stages = [new DropoutStage(), new DenseStage { Width = 5 }, new DenseStage { Width = 6 }];

    [Fact]
    public void Behind_every_trained_stage_a_task_adds_what_passes_its_bottleneck()
    {
        using var adapted = new LiteralTrunk(new AdapterSharing { Trunk = Stages, Bottleneck = Bottleneck, Activation = ActivationFunction.Relu });
        adapted.Is((task, x) =>
        {
            foreach (var stage in new[] { 1, 2 })
            {
                var (shared, adapter) = (adapted.Layer($"trunk.{stage}", x), $"trunk.{stage}.adapter.{Task(task)}");
                var up = adapted.Product($"{adapter}.up.weight", adapted.Layer($"{adapter}.down", shared), shared.Length);
                x = Mix([1, 1, 1], [shared, up, adapted.Vector($"{adapter}.up.bias")]);
            }
            return x;
        });
        Assert.Equal(5 * (Inputs + 1) + 6 * (5 + 1) + Tasks * (Bottleneck * (5 + 1) + 5 * (Bottleneck + 1) + Bottleneck * (6 + 1) + 6 * (Bottleneck + 1)), adapted.Parameters);
        Assert.All(adapted.Store.Dense, p => Assert.Equal(p.Name.Split('.') is [_, _, "adapter", var task, _, _] ? task : ParameterStore.Shared, p.Owner));
    }
}
