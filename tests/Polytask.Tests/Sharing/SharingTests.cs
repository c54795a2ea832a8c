using Polytask.Balancing;
using Polytask.Catalog;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Sharing;
using Polytask.Testing;
using Polytask.Tests.Balancing;
using Polytask.Tests.Modules;
using Polytask.Tests.Training;
using Polytask.Training;
using F = TorchSharp.torch.nn.functional;

namespace Polytask.Tests.Sharing;

public sealed class SharingTests
{
    /// <summary>Every architecture, so that a new one is tested the moment it is there.</summary>
    public static TheoryData<SharingOptions> Architectures =>
    [
        // Derivatives by differences take their time: few maps of each task; without them so many that ReLUs behind them are never all 0.
        .. Kinds.Of(typeof(HardSharing)).Family.Kinds.Select(kind => (SharingOptions)Activator.CreateInstance(kind.Options)!)
            .Select(sharing => sharing is DistillingSharing net ? net with { InitialStages = [new ConvolutionStage { Channels = net is MtiNet ? 8 : 2, Activation = ActivationFunction.Tanh }] } : sharing),
    ];

    /// <summary>Every stage with its defaults, or as small as it can be. Networks of a stated depth are stages of these, too many to take derivatives by differences through.</summary>
    public static TheoryData<StageOptions> Stages =>
    [
        .. Kinds.Of(typeof(DenseStage)).Family.Kinds.Select(kind => (StageOptions)Activator.CreateInstance(kind.Options)!).Where(stage => !stage.PretrainedNames.Any()).Select(stage => stage switch
        {
            UNetStage net => net with { Channels = [2, 3], Convolutions = 1 },
            SegNetStage net => net with { Channels = [2], Convolutions = 1 },
            _ => stage,
        }),
    ];

    [Theory, MemberData(nameof(Architectures))]
    public void The_contract_of_architectures_holds(SharingOptions sharing) =>
        // Between its sizes of maps there are too many ReLUs: MtiNetTests holds its gradients to autograd.
        SharingContract.Holds(sharing, differences: sharing is not MtiNet);

    // Few numbers: the more a deep stage has, the more of its ReLUs have their kink within the steps that derivatives are measured with.
    private static readonly RowShape Small = new(1, 2, 2);

    [Theory, MemberData(nameof(Stages))]
    public void The_contract_of_blocks_holds_for_stages(StageOptions stage) =>
        BlockContract.Holds(store => stage.Create(store, "stage", ParameterStore.Shared, Small), Small, rows: 3);

    [Theory]
    [InlineData(ActivationFunction.Relu)]
    [InlineData(ActivationFunction.Tanh)]
    [InlineData(ActivationFunction.None)]
    public void A_dense_stage_is_a_layer_with_a_function(ActivationFunction function) =>
        Autograd.Agrees(
            store => new DenseStage { Width = 6, Activation = function, Dropout = 0 }.Create(store, "trunk.0", ParameterStore.Shared, 4), 4,
            (x, p) => function switch
            {
                ActivationFunction.Relu => F.relu(F.linear(x, p[0], p[1])),
                ActivationFunction.Tanh => F.tanh(F.linear(x, p[0], p[1])),
                _ => F.linear(x, p[0], p[1]),
            });

    [Fact]
    public void Hard_sharing_shares_all_but_the_heads_and_wide_paths()
    {
        using var store = new ParameterStore(1);
        var trunk = new HardSharing().Create(store, [new BagShape("text", 3, 2, Pooling.Sum, true)], ["first", "second"]);
        Assert.Equal([0, 0], trunk.RepresentationOf);
        Assert.All(store.Dense, parameter => Assert.Equal(ParameterStore.Shared, parameter.Owner));
        Assert.All(store.Tables, table => Assert.Equal(ParameterStore.Shared, table.Owner));
    }

    [Fact]
    public void Single_tasks_share_nothing()
    {
        using var store = new ParameterStore(1);
        var trunk = new SingleTask().Create(store, [new BagShape("text", 3, 2, Pooling.Sum, true)], ["first", "second"]);
        Assert.Equal([0, 1], trunk.RepresentationOf);
        Assert.Equal(["first", "second"], store.Tables.Select(table => table.Owner));
        Assert.Equal(["first", "first", "second", "second"], store.Dense.Select(parameter => parameter.Owner));
    }

    [Fact]
    public void A_trunk_without_stages_hands_the_inputs_to_the_heads()
    {
        using var store = new ParameterStore(1);
        Assert.Equal([5], new HardSharing { Trunk = [] }.Create(store, [new DenseShape("x", 5)], ["task"]).Shapes);
        Assert.Empty(store.Dense);
    }

    /// <summary>Every architecture that shares parameters, with a trunk of three levels.</summary>
    public static TheoryData<SharingOptions> WithSharedParameters =>
        [.. Architectures.Select(row => row.Data).Where(sharing => sharing is not SingleTask && !sharing.NeedsMaps).Concat(Branches).Select(sharing => sharing with { Trunk = [new DenseStage { Width = 6 }, new DenseStage { Width = 4 }, new DenseStage { Width = 4 }] })];

    private static SharingOptions[] Branches =>
    [
        new Branched { Groups = [["topic", "sold"], ["price", "stars"]] },
        new Branched { StageGroups = [[["topic", "price", "stars", "sold"]], [["topic", "price", "stars"], ["sold"]], [["topic", "stars"], ["sold"], ["price"]]] },
    ];

    [Theory, MemberData(nameof(WithSharedParameters))]
    public void Every_family_of_balancing_methods_gives_the_same_step_with_even_weights(SharingOptions sharing)
    {
        // Sums of some ten products in float, in another order, over a few steps of Adam.
        const double rounding = 1e-4;
        IReadOnlyList<NamedArray> After(BalancerOptions balancing)
        {
            var setup = Toy.Setup(Toy.Prepare(Toy.Table(40), Toy.Tasks(4)), sharing: sharing) with { Balancing = balancing };
            using var network = setup.CreateModel();
            using var optimiser = new ModelOptimiser(network.Parameters, setup.Optimisers);
            using var balance = new TaskBalance(setup, network);
            var runner = new StepRunner(setup, network, optimiser, null, balance);
            for (var step = 0; step < 3; step++) runner.Run([new StepBatch(Enumerable.Range(0, 20).ToArray(), [true, true, true, true])], true, 1, step);
            return ParameterSnapshot.Take(network.Parameters).Arrays;
        }
        var expected = After(new Equal());
        foreach (var balancing in new BalancerOptions[] { new EvenGramian(), new EvenJacobian(), new EvenGramian { Path = GradientPath.Loop } })
            foreach (var (one, other) in expected.Zip(After(balancing)))
                for (var i = 0; i < one.Values.Length; i++) Assert.True(Math.Abs(one.Values[i] - other.Values[i]) < rounding, $"{one.Name}[{i}]: expected {one.Values[i]}, found {other.Values[i]}");
    }
}
