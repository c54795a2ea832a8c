using Polytask.Modules;
using Polytask.Sharing;
using static Polytask.Tests.Sharing.LiteralTrunk;

namespace Polytask.Tests.Sharing;

public sealed class LowRankSharingTests
{
    private const int Tasks = 3, Rank = 2;
    private static readonly StageOptions[] Stages = [new DropoutStage(), new DenseStage { Width = 5 }, new DenseStage { Width = 6 }];

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_task_adds_a_product_of_low_rank_to_every_dense_stage(int sharedRank)
    {
        const double alpha = 5;
        using var lora = new LiteralTrunk(new LowRankSharing { Trunk = Stages, Rank = Rank, Alpha = alpha, SharedRank = sharedRank });
        lora.Is((task, x) =>
        {
            foreach (var (stage, width) in new[] { (1, 5), (2, 6) })
            {
                var own = Added($"trunk.{stage}.lora.{Task(task)}", x, Rank, width);
                var shared = sharedRank > 0 ? Added($"trunk.{stage}.lora", x, sharedRank, width) : new double[width];
                var (dense, bias) = (lora.Product($"trunk.{stage}.weight", x, width), lora.Vector($"trunk.{stage}.bias"));
                x = [.. dense.Select((_, i) => Math.Max(0, dense[i] + bias[i] + own[i] + shared[i]))];
            }
            return x;
        });
        Assert.Equal(5 * (Inputs + 1) + 6 * (5 + 1) + (Tasks * Rank + sharedRank) * (Inputs + 5 + 5 + 6), lora.Parameters);
        Assert.All(lora.Store.Dense, p => Assert.Equal(p.Name.Split('.') is [_, _, "lora", var task, _, "weight"] ? task : ParameterStore.Shared, p.Owner));

        double[] Added(string name, double[] x, int rank, int width) =>
            [.. lora.Product($"{name}.up.weight", lora.Product($"{name}.down.weight", x, rank), width).Select(number => alpha / rank * number)];
    }

    [Fact]
    public void The_first_matrix_begins_normal_and_the_second_at_zero()
    {
        using var store = TowerSharingTests.Beginning(new LowRankSharing { Trunk = Stages, Rank = 500 });
        var down = TowerSharingTests.Values(store, "trunk.1.lora.t1.down.weight");
        Assert.Equal(1.0 / Inputs, down.Average(number => (double)number * number), 0.05); // 2000 draws: three deviations are 0.024
        Assert.Equal(down.Length * 0.317, down.Count(number => Math.Abs(number) > 1 / Math.Sqrt(Inputs)), 65.0); // a third is beyond one deviation; 65 are three of their own
        Assert.All(TowerSharingTests.Values(store, "trunk.1.lora.t1.up.weight"), number => Assert.Equal(0, number));
    }

    [Fact]
    public void It_needs_a_stage_with_a_linear_layer() => Assert.Equal(
        [("trunk", "'lora' adds to linear layers: expected at least one stage that has one, such as dense, found none. Add one, or choose kind: adapters.")],
        new LowRankSharing { Trunk = [new NormedStage()] }.Problems());
}
