using Polytask.Modules;
using Polytask.Sharing;
using static Polytask.Tests.Sharing.LiteralTrunk;

namespace Polytask.Tests.Sharing;

public sealed class TransferSharingTests
{
    private const int Tasks = 3;
    private static readonly StageOptions[] Stages = [new DropoutStage(), new DenseStage { Width = 5 }, new DenseStage { Width = 6 }];

    [Theory]
    [InlineData(null)]
    [InlineData(new[] { 2, 0, 1 })]
    public void A_task_reads_its_tower_and_what_the_task_before_tells_it(int[]? order)
    {
        using var transfer = new LiteralTrunk(new TransferSharing { Trunk = Stages, Order = order?.Select(Task).ToArray() });
        order ??= [0, 1, 2];
        transfer.Is((task, x) => Read(Array.IndexOf(order, task), x));
        Assert.Equal(Tasks * (5 * (Inputs + 1) + 6 * (5 + 1)) + (Tasks - 1) * (6 * (6 + 1) + 3 * 6 * 6), transfer.Parameters);
        Assert.All(transfer.Store.Dense, p => Assert.Equal(p.Name.Split('.').Contains(Task(order[^1])) ? Task(order[^1]) : ParameterStore.Shared, p.Owner));

        double[] Read(int at, double[] x)
        {
            var name = Task(order[at]);
            var q = transfer.Layer($"trunk.2.towers.{name}", transfer.Layer($"trunk.1.towers.{name}", x));
            if (at == 0) return q;
            var p = transfer.Layer($"transfer.{name}.told", Read(at - 1, x));
            double[] Map(int map, double[] u) => transfer.Product($"transfer.{name}.maps.weight", u, 6, map);
            double Logit(double[] u) => Map(1, u).Zip(Map(2, u), (a, b) => a * b).Sum() / Math.Sqrt(6);
            return Mix(Softmax([Logit(p), Logit(q)]), [Map(0, p), Map(0, q)]);
        }
    }

    [Fact]
    public void Towers_stand_between_other_stages()
    {
        using var transfer = new LiteralTrunk(new TransferSharing { Trunk = Stages, SharedStages = [new DenseStage { Width = 3 }], TaskStages = [new DenseStage { Width = 2 }] });
        foreach (var (name, shape) in new[] { ("shared.0.weight", new long[] { 3, Inputs }), ("trunk.1.towers.t1.weight", [5, 3]), ("towers.0.t1.weight", [2, 6]) })
            Assert.Equal(shape, transfer.Store.Dense.Single(p => p.Name == name).Shape);
    }

    [Fact]
    public void A_task_alone_has_its_tower()
    {
        using var alone = new LiteralTrunk(new TransferSharing { Trunk = Stages }, tasks: 1);
        alone.Is((_, x) => alone.Layer("trunk.2.towers.t0", alone.Layer("trunk.1.towers.t0", x)));
        Assert.Equal(5 * (Inputs + 1) + 6 * (5 + 1), alone.Parameters);
    }

    [Fact]
    public void An_order_that_is_none_is_refused()
    {
        Assert.Equal([("order", "expected each of t0, t1 once, found t0, t0. Name each task once.")], new TransferSharing { Trunk = Stages, Order = ["t0", "t0"] }.ProblemsWith(["t0", "t1"]));
        Assert.Equal("sharing.order: expected each of t0, t1, t2 once, found t0, t2. Name each task once.", Assert.Throws<ConfigurationException>(() => new LiteralTrunk(new TransferSharing { Trunk = Stages, Order = ["t0", "t2"] })).Message);
    }
}
