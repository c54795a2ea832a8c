using Polytask.Modules;
using Polytask.Sharing;
using static Polytask.Tests.Sharing.LiteralTrunk;

namespace Polytask.Tests.Sharing;

public sealed class CgcTests
{
    private static readonly StageOptions[] Expert = [new DenseStage { Width = 5 }, new DenseStage { Width = 6 }];

    [Theory]
    [InlineData(2, 3)]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    public void A_task_reads_the_shared_experts_and_its_own(int shared, int own)
    {
        using var cgc = new LiteralTrunk(new Cgc { SharedExperts = shared, TaskExperts = own, Trunk = Expert });
        cgc.Is((task, x) =>
        {
            double[] Of(string suffix, int k) => cgc.Layer($"trunk.1.experts{suffix}", cgc.Layer($"trunk.0.experts{suffix}", x, k), k);
            return cgc.Gated($"gates.{Task(task)}", x,
                [.. Enumerable.Range(0, shared).Select(k => Of("", k)), .. Enumerable.Range(0, own).Select(k => Of($".{Task(task)}", k))]);
        });
        Assert.Equal((shared + 3 * own) * (5 * (Inputs + 1) + 6 * (5 + 1)) + 3 * (shared + own) * Inputs, cgc.Parameters);
    }

    [Fact]
    public void Only_the_shared_experts_are_shared()
    {
        using var cgc = new LiteralTrunk(new Cgc { Trunk = Expert });
        Assert.Equal(
            ["trunk.0.experts.bias", "trunk.0.experts.weight", "trunk.1.experts.bias", "trunk.1.experts.weight"],
            cgc.Store.Dense.Where(p => p.Owner == ParameterStore.Shared).Select(p => p.Name).Order(StringComparer.Ordinal));
    }
}
