using Polytask.Sharing;
using static Polytask.Tests.Sharing.LiteralTrunk;

namespace Polytask.Tests.Sharing;

public sealed class CrossStitchTests
{
    private const int Tasks = 3;
    private static readonly StageOptions[] Stages = [new DropoutStage(), new DenseStage { Width = 5 }, new DenseStage { Width = 6 }];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_task_reads_on_in_a_weighted_sum_of_all_towers(bool perChannel)
    {
        using var stitched = new LiteralTrunk(new CrossStitch { Trunk = Stages, PerChannel = perChannel });
        stitched.Is((task, x) =>
        {
            var paths = Enumerable.Repeat(x, Tasks).ToArray();
            foreach (var stage in new[] { 1, 2 })
            {
                var towers = paths.Select((path, t) => stitched.Layer($"trunk.{stage}.towers.{Task(t)}", path)).ToArray();
                paths = [.. towers.Select((tower, t) =>
                {
                    var weights = stitched.Vector($"trunk.{stage}.fusion.{Task(t)}.weight");
                    return tower.Select((_, i) => towers.Select((other, j) => weights[perChannel ? j * tower.Length + i : j] * other[i]).Sum()).ToArray();
                })];
            }
            return paths[task];
        });
        Assert.Equal(Tasks * (5 * (Inputs + 1) + 6 * (5 + 1)) + Tasks * Tasks * (perChannel ? 5 + 6 : 1 + 1), stitched.Parameters);
    }

    [Fact]
    public void Towers_begin_nearly_apart_and_keep_their_size()
    {
        // LibMTL begins with 1 everywhere, so that every stitch makes what passes as many times larger as there are tasks.
        using var store = TowerSharingTests.Beginning(new CrossStitch { Trunk = Stages });
        var weights = TowerSharingTests.Values(store, "trunk.1.fusion.t1.weight").Chunk(5).ToArray();
        Assert.All(weights[1], weight => Assert.Equal(0.9f, weight));
        Assert.All(weights[0].Concat(weights[2]), weight => Assert.Equal(0.05f, weight, 1e-7f)); // half of 1 - 0.9 in float
    }
}
