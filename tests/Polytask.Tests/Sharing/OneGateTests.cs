using Polytask.Sharing;

namespace Polytask.Tests.Sharing;

public sealed class OneGateTests
{
    private static readonly StageOptions[] Expert = [new DenseStage { Width = 5 }, new DenseStage { Width = 6 }];

    [Fact]
    public void All_tasks_read_the_same_mixture()
    {
        using var gated = new LiteralTrunk(new OneGate { Experts = 3, Trunk = Expert });
        Assert.Equal([0, 0, 0], gated.Trunk.RepresentationOf);
        gated.Is((_, x) => gated.Gated("gate", x, [.. Enumerable.Range(0, 3).Select(k => gated.Layer("trunk.1.experts", gated.Layer("trunk.0.experts", x, k), k))]));
        Assert.Equal(3 * (5 * (LiteralTrunk.Inputs + 1) + 6 * (5 + 1)) + 3 * LiteralTrunk.Inputs, gated.Parameters);
    }

    [Fact]
    public void Stages_of_each_task_stand_on_it()
    {
        using var gated = new LiteralTrunk(new OneGate { Experts = 2, Trunk = Expert, TaskStages = [new DenseStage { Width = 3 }] });
        gated.Is((task, x) => gated.Layer($"towers.0.{LiteralTrunk.Task(task)}",
            gated.Gated("gate", x, [.. Enumerable.Range(0, 2).Select(k => gated.Layer("trunk.1.experts", gated.Layer("trunk.0.experts", x, k), k))])));
    }

    [Fact]
    public void With_one_expert_it_is_hard_sharing()
    {
        using var gated = new LiteralTrunk(new OneGate { Experts = 1, Trunk = Expert });
        using var hard = new LiteralTrunk(new HardSharing { Trunk = Expert });
        hard.Take(gated);
        Assert.All(gated.Found().Zip(hard.Found()), pair => Assert.Equal(pair.First.Numbers, pair.Second.Numbers));
    }
}
