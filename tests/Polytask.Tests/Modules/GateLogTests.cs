using Polytask.Modules;
using Polytask.Sharing;
using Polytask.Testing;
using Polytask.Tests.Sharing;

namespace Polytask.Tests.Modules;

public sealed class GateLogTests
{
    private static readonly StageOptions[] Trunk = [new DenseStage { Width = 5 }, new DenseStage { Width = 4 }];

    [Fact]
    public void Weights_of_a_gate_sum_to_one_and_their_entropy_is_that_of_their_number_at_most()
    {
        foreach (var sharing in new SharingOptions[] { new Mmoe { Trunk = Trunk }, new OneGate { Trunk = Trunk }, new Cgc { Trunk = Trunk }, new Ple { Trunk = Trunk }, new DSelectK { Trunk = Trunk }, new AdaTT { Trunk = Trunk } })
        {
            using var trunk = new LiteralTrunk(sharing);
            var log = new GateLog();
            for (var pass = 0; pass < 2; pass++) trunk.Trunk.Forward([true, true, true], Pass.Prediction(trunk.Batch, log));
            Assert.NotEmpty(log.Gates);
            Assert.All(log.Gates, gate =>
            {
                Assert.Equal(gate.Reader.Experts.Count, gate.Load.Count);
                Assert.Equal(1, gate.Load.Sum(), 1e-6); // of softmax in float
                Assert.InRange(gate.Entropy, 0, Math.Log(gate.Load.Count) + 1e-6);
            });
        }
    }

    [Fact]
    public void Gates_that_know_nothing_use_all_experts_alike()
    {
        using var trunk = new LiteralTrunk(new Mmoe { Trunk = Trunk, Experts = 4 });
        Numbers.Of(trunk.Store.Values).Clear();
        var log = new GateLog();
        trunk.Trunk.Forward([true, true, true], Pass.Prediction(trunk.Batch, log));
        Assert.All(log.Gates, gate => Assert.Equal(Math.Log(4), gate.Entropy, 1e-6));
        Assert.Equal(["gates.t0", "gates.t1", "gates.t2"], log.Gates.Select(gate => gate.Reader.Name));
        Assert.Equal(["expert 1", "expert 2", "expert 3", "expert 4"], log.Gates[0].Reader.Experts.Select(expert => expert.Label));
    }
}
