using Polytask.Models;
using Polytask.Modules;
using Polytask.Sharing;
using Polytask.Testing;
using TorchSharp;
using static Polytask.Tests.Sharing.LiteralTrunk;

namespace Polytask.Tests.Sharing;

public sealed class AdaptedSharingTests
{
    private static readonly StageOptions[] Stages = [new DenseStage { Width = 5 }, new NormedStage { Width = 7 }, new DenseStage { Width = 6 }];

    /// <summary>Every kind that puts parts of each task into one trunk.</summary>
    public static TheoryData<AdaptedSharing> Adapted => [new LowRankSharing { Trunk = Stages }, new LowRankSharing { Trunk = Stages, SharedRank = 2 }, new AdapterSharing { Trunk = Stages }];

    [Theory, MemberData(nameof(Adapted))]
    public void Training_begins_with_the_model_of_hard_sharing(AdaptedSharing options)
    {
        using var scope = torch.NewDisposeScope();
        using var adapted = Model(options);
        using var hard = Model(new HardSharing { Trunk = Stages });
        using var rows = new LiteralTrunk(options);
        var (expected, found) = (Outputs(hard), Outputs(adapted));
        for (var row = 0; row < Rows; row++)
            for (var task = 0; task < 2; task++)
                Assert.Equal(expected[task, row].ToArray(), found[task, row].ToArray(), (one, other) => Math.Abs(one - other) <= 1e-6); // sums of a few products in another order

        MultiTaskModel Model(SharingOptions sharing) => new([new DenseShape("x", Inputs)], [("a", 1), ("b", 3)], sharing, seed: 3);
        TaskOutputs Outputs(MultiTaskModel model) => model.Forward(Pass.Prediction(rows.Batch), [true, true]);
    }

    [Theory, MemberData(nameof(Adapted))]
    public void The_contract_holds_around_other_stages_too(AdaptedSharing options)
    {
        SharingContract.Holds(options with { SharedStages = [new DenseStage { Width = 3, Activation = ActivationFunction.Tanh, Dropout = 0.2 }], TaskStages = [new DenseStage { Width = 2, Activation = ActivationFunction.Tanh }] });
        using var adapted = new LiteralTrunk(options with { SharedStages = [new DenseStage { Width = 3 }], TaskStages = [new DenseStage { Width = 2 }] });
        Assert.Equal([2, 2, 2], adapted.Trunk.Shapes);
        foreach (var (name, shape) in new[] { ("shared.0.weight", new long[] { 3, Inputs }), ("trunk.0.weight", [5, 3]), ("towers.0.t1.weight", [2, 6]) })
            Assert.Equal(shape, adapted.Store.Dense.Single(p => p.Name == name).Shape);
    }
}
