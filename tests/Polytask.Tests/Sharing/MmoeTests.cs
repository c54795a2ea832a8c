using Polytask.Modules;
using Polytask.Sharing;
using static Polytask.Tests.Sharing.LiteralTrunk;

namespace Polytask.Tests.Sharing;

public sealed class MmoeTests
{
    private static readonly StageOptions[] Expert = [new DenseStage { Width = 5 }, new DenseStage { Width = 6 }];

    [Theory]
    [InlineData(GateInput.Encoded)]
    [InlineData(GateInput.Raw)]
    public void A_task_reads_the_experts_that_its_gate_weighs(GateInput gateInput)
    {
        using var mmoe = new LiteralTrunk(new Mmoe { Experts = 4, Trunk = Expert, SharedStages = [new DenseStage { Width = 7 }], TaskStages = [new DenseStage { Width = 3 }], GateInput = gateInput });
        mmoe.Is((task, x) =>
        {
            var encoded = mmoe.Layer("shared.0", x);
            var experts = Enumerable.Range(0, 4).Select(k => mmoe.Layer("trunk.1.experts", mmoe.Layer("trunk.0.experts", encoded, k), k)).ToArray();
            return mmoe.Layer($"towers.0.{Task(task)}", mmoe.Gated($"gates.{Task(task)}", gateInput == GateInput.Raw ? x : encoded, experts));
        });
        var gate = gateInput == GateInput.Raw ? Inputs : 7;
        Assert.Equal(7 * (Inputs + 1) + 4 * (5 * (7 + 1) + 6 * (5 + 1)) + 3 * 4 * gate + 3 * 3 * (6 + 1), mmoe.Parameters);
    }

    [Fact]
    public void With_one_expert_it_is_hard_sharing()
    {
        using var mmoe = new LiteralTrunk(new Mmoe { Experts = 1, Trunk = Expert });
        using var hard = new LiteralTrunk(new HardSharing { Trunk = Expert });
        hard.Take(mmoe);
        Assert.All(mmoe.Found().Zip(hard.Found()), pair => Assert.Equal(pair.First.Numbers, pair.Second.Numbers));
    }

    [Fact]
    public void Gates_are_no_wider_than_what_the_experts_read()
    {
        // LibMTL's read the flattened raw input, as wide as it may be.
        using var mmoe = new LiteralTrunk(new Mmoe { Experts = 4, Trunk = Expert, SharedStages = [new DenseStage { Width = 2 }] });
        Assert.All(mmoe.Store.Dense.Where(p => p.Name.StartsWith("gates.", StringComparison.Ordinal)), gate => Assert.Equal([4, 2], gate.Shape));
    }

    [Fact]
    public void Experts_are_shared_and_gates_are_the_tasks_own()
    {
        using var mmoe = new LiteralTrunk(new Mmoe { Experts = 4, Trunk = Expert });
        Assert.All(mmoe.Store.Dense, p => Assert.Equal(p.Name.StartsWith("gates.", StringComparison.Ordinal) ? p.Name.Split('.')[1] : ParameterStore.Shared, p.Owner));
    }
}
