using Polytask.Catalog;
using Polytask.Configuration;
using Polytask.Data;
using Polytask.Modules;
using Polytask.Optimisation;
using Polytask.Runs;
using Polytask.Sharing;
using Polytask.Testing;
using Polytask.Tests.Training;
using Polytask.Training;

namespace Polytask.Tests.Sharing;

public sealed class ExpertSharingTests
{
    private const string RunFile = """
        data:
          shop: {kind: csv, path: shop.csv}
        inputs:
          text: text
        tasks:
          mood: classification

        """;

    [Theory]
    [InlineData("{kind: mmoe, experts: 0}", "7:32  sharing.experts: expected a whole number from 1 to 1024, found 0.")]
    [InlineData("{kind: cgc, sharedExperts: 0}", "7:37  sharing.sharedExperts: expected a whole number from 1 to 1024, found 0.")]
    [InlineData("{kind: mmoe, gateInput: none}", "7:23  sharing.gateInput: the gates of 'mmoe' weigh the experts anew for every row: expected encoded or raw, found none. Choose one of these, or kind: dselect_k.")]
    [InlineData("{kind: ple, trunk: []}", "7:22  sharing.trunk: 'ple' needs a trunk with a stage that is trained: expected at least one, found none. Add one, such as dense, or choose kind: hard.")]
    [InlineData("{kind: one_gate, trunk: [dropout]}", "7:27  sharing.trunk: 'one_gate' needs a trunk with a stage that is trained: expected at least one, found none. Add one, such as dense, or choose kind: hard.")]
    [InlineData("{kind: dselect_k, experts: 4, selectors: 5}", "7:40  sharing.selectors: expected at most as many selectors as experts, 4, found 5. Lower it, or add experts.")]
    public void What_does_not_fit_is_refused_with_the_run_file(string sharing, string problem)
    {
        using var folder = new Runs.TemporaryFolder();
        File.WriteAllText(folder["run.yaml"], $"{RunFile}sharing: {sharing}\n".ReplaceLineEndings("\n"));
        var message = Assert.Throws<ConfigurationException>(() => RunFileReader.Read(folder["run.yaml"], [])).Message;
        Assert.Equal($"{folder["run.yaml"]}:{problem}", message);
    }

    [Fact]
    public void Gates_without_input_are_for_those_that_choose_once() =>
        Assert.Empty(((IConstrained)new DSelectK { GateInput = GateInput.None }).Problems());

    [Fact]
    public void Every_epoch_says_what_the_gates_chose_on_validation_rows()
    {
        using var trainer = new Trainer(Toy.Setup(tasks: 3, regime: new JointRegime { Epochs = 2, BatchSize = 8 }, sharing: new Cgc { Trunk = [new DenseStage { Width = 6 }] }));
        var events = new List<RunEvent>();
        trainer.Run(events.Add, () => { });
        var measured = events.OfType<GatesMeasured>().ToArray();
        Assert.Equal([1, 2], measured.Select(gates => gates.Epoch));
        Assert.Equal(["gates.topic", "gates.price", "gates.sold"], measured[0].Gates.Select(gate => gate.Gate));
        Assert.Equal(["shared 1", "price 1"], measured[0].Gates[1].Experts);
        Assert.Equal("price", measured[0].Gates[1].Owner);
        Assert.All(measured.SelectMany(gates => gates.Gates), gate => Assert.Equal(1, gate.Load.Sum(), 1e-6)); // of softmax in float
        Assert.All(measured[0].Gates.Zip(measured[1].Gates), pair => Assert.NotEqual(pair.First.Load[0], pair.Second.Load[0]));
    }

    [Fact]
    public void A_task_trains_what_is_its_own_above_a_frozen_trunk()
    {
        var setup = Toy.Setup(tasks: 3, sharing: new HardSharing { Trunk = [new DenseStage { Width = 6 }], TaskStages = [new DenseStage { Width = 5 }] }, optimiser: new Adam());
        using var model = setup.CreateModel();
        using var optimiser = new ModelOptimiser(model.Parameters, setup.Optimisers);
        using var balance = new TaskBalance(setup, model);
        float[][] Values() => [.. model.Parameters.Dense.Select(parameter => Numbers.Of(parameter.Value).ToArray())];
        var before = Values();
        new StepRunner(setup, model, optimiser, null, balance).Run([new StepBatch(Enumerable.Range(0, 40).ToArray(), [true, true, true])], trainsTrunk: false, 1, 0);
        foreach (var (parameter, (one, other)) in model.Parameters.Dense.Zip(before.Zip(Values())))
            Assert.Equal(parameter.Owner == ParameterStore.Shared, one.SequenceEqual(other));
    }

    [Fact]
    public void What_an_architecture_adds_to_the_loss_trains_the_gates_of_every_task()
    {
        // A gate with one selector has the entropy of that, and decides where much is to be gained.
        double[] Entropies(double strength)
        {
            var options = new DSelectK { Experts = 4, Selectors = 1, Entropy = strength, Trunk = [new DenseStage { Width = 6 }] };
            using var trainer = new Trainer(Toy.Setup(tasks: 3, regime: new JointRegime { Epochs = 12, BatchSize = 8, Keep = Keep.Last }, sharing: options));
            var events = new List<RunEvent>();
            trainer.Run(events.Add, () => { });
            return [.. events.OfType<GatesMeasured>().Last().Gates.Select(gate => gate.Entropy)];
        }
        Assert.All(Entropies(0).Zip(Entropies(100)), pair => Assert.True(pair.Second < 0.5 * pair.First, $"{pair.First} became {pair.Second}"));
    }
}
