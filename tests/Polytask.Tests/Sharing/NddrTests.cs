using Polytask.Sharing;
using static Polytask.Tests.Sharing.LiteralTrunk;

namespace Polytask.Tests.Sharing;

public sealed class NddrTests
{
    private const int Tasks = 3;
    private static readonly StageOptions[] Stages = [new DenseStage { Width = 5 }, new DenseStage { Width = 6 }];

    [Fact]
    public void A_task_reads_on_in_a_linear_layer_on_all_towers()
    {
        using var nddr = new LiteralTrunk(new Nddr { Trunk = Stages });
        nddr.Is((task, x) =>
        {
            var paths = Enumerable.Repeat(x, Tasks).ToArray();
            for (var stage = 0; stage < Stages.Length; stage++)
            {
                double[][] towers = [.. paths.Select((path, t) => nddr.Layer($"trunk.{stage}.towers.{Task(t)}", path))];
                double[] all = [.. towers.SelectMany(tower => tower)];
                paths = [.. towers.Select((tower, t) =>
                    Mix([1, 1], [nddr.Product($"trunk.{stage}.fusion.{Task(t)}.weight", all, tower.Length), nddr.Vector($"trunk.{stage}.fusion.{Task(t)}.bias")]))];
            }
            return paths[task];
        });
        Assert.Equal(Tasks * (5 * (Inputs + 1) + 6 * (5 + 1)) + Tasks * (5 * (Tasks * 5 + 1) + 6 * (Tasks * 6 + 1)), nddr.Parameters);
    }

    [Fact]
    public void A_layer_begins_as_a_cross_stitch_unit()
    {
        using var store = TowerSharingTests.Beginning(new Nddr { Trunk = Stages, OwnWeight = 0.8 });
        var weights = TowerSharingTests.Values(store, "trunk.0.fusion.t1.weight");
        for (var output = 0; output < 5; output++)
            for (var tower = 0; tower < Tasks; tower++)
                for (var input = 0; input < 5; input++)
                    Assert.Equal(output != input ? 0 : tower == 1 ? 0.8f : 0.1f, weights[(output * Tasks + tower) * 5 + input], 1e-7f); // half of 1 - 0.8 in float
    }
}
