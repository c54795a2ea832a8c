using Polytask.Configuration;
using Polytask.Features;
using Polytask.Inference;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Runs;
using Polytask.Sharing;
using Polytask.Tests.Training;
using Polytask.Training;

namespace Polytask.Tests.Inference;

/// <summary>Runs that begin from the model of an earlier one.</summary>
public sealed class StartingModelTests : IDisposable
{
    private static readonly StageOptions[] Trunk = [new DenseStage { Width = 6, Dropout = 0.2 }, new DenseStage { Width = 4 }];
    private readonly ToyRun _run = new();

    public StartingModelTests() => Train("base", _run.File with { Sharing = new HardSharing { Trunk = Trunk } });

    public static TheoryData<AdaptedSharing> Frozen =>
        [new LowRankSharing { Trunk = Trunk, Frozen = true }, new LowRankSharing { Trunk = Trunk, Frozen = true, SharedRank = 2 }, new AdapterSharing { Trunk = Trunk, Frozen = true }];

    [Theory, MemberData(nameof(Frozen))]
    public void A_frozen_trunk_stays_as_it_was_and_the_rest_is_trained(AdaptedSharing sharing)
    {
        var regimes = new RegimeOptions[] { _run.File.Training, new AlternatingRegime { Epochs = 4, BatchSize = 8, Keep = Keep.Last }, new SequentialRegime { Epochs = 1, BatchSize = 8 }, new JointRegime { Epochs = 2, BatchSize = 8, ClipNorm = 0.01 } };
        var before = Parameters("base").ToDictionary(array => array.Name);
        foreach (var (index, regime) in regimes.Index())
        {
            Train($"adapted {index}", From("base") with { Sharing = sharing, Training = regime });
            using var model = SavedModel.Read(Model($"adapted {index}"));
            var owners = model.Networks[0].Network.Parameters.Dense.Select(p => (p.Name, p.Owner)).Concat(model.Networks[0].Network.Parameters.Tables.Select(t => (t.Name, t.Owner))).ToDictionary();
            foreach (var array in Parameters($"adapted {index}"))
            {
                if (owners[array.Name] == ParameterStore.Frozen) Assert.Equal(before[array.Name].Values, array.Values);
                else if (before.TryGetValue(array.Name, out var old)) Assert.NotEqual(old.Values, array.Values);
                else Assert.True(array.Values.Any(number => number != 0), $"{array.Name} in {regime.GetType().Name} has not moved");
            }
            Assert.Contains("trunk.1.weight", owners.Where(owner => owner.Value == ParameterStore.Frozen).Select(owner => owner.Key));
        }
    }

    [Theory, MemberData(nameof(Frozen))]
    public void A_frozen_trunk_keeps_what_its_normalisation_has_counted_and_trains_nothing(AdaptedSharing sharing)
    {
        StageOptions[] trunk = [new DenseStage { Width = 6 }, new ConvolutionStage { Channels = 5 }, new BatchNormStage { Activation = ActivationFunction.Relu }, new ResidualStage { Channels = 4 }];
        Train("normed", _run.File with { Sharing = new HardSharing { Trunk = trunk } });
        Train("adapted", From("normed") with { Sharing = sharing with { Trunk = trunk } });
        var after = Parameters("adapted").ToDictionary(array => array.Name);
        var kept = Parameters("normed").Where(array => array.Name.StartsWith("trunk.", StringComparison.Ordinal)).ToArray();
        Assert.Contains("trunk.2.mean", kept.Select(array => array.Name));
        Assert.All(kept, array => Assert.Equal(array.Values, after[array.Name].Values));
    }

    [Fact]
    public void A_run_begins_where_the_other_ended_and_says_what_it_found()
    {
        var notices = new List<string>();
        var still = From("base") with { Sharing = new HardSharing { Trunk = Trunk }, Optimiser = new Polytask.Optimisation.Sgd { LearningRate = 1e-9 }, EmbeddingOptimiser = new Polytask.Optimisation.Sgd { LearningRate = 1e-9 }, WideOptimiser = new Polytask.Optimisation.Sgd { LearningRate = 1e-9 } };
        Train("again", still, notices);
        var count = Parameters("base").Count;
        Assert.Equal([$"{count} of {count} parameters begin as in {Model("base")}."], notices);
        foreach (var (one, other) in Parameters("base").Zip(Parameters("again"))) Assert.Equal(one.Values, other.Values, (a, b) => Math.Abs(a - b) < 1e-6); // steps of 1e-9

        notices.Clear();
        Train("wider", still with { Sharing = new HardSharing { Trunk = [Trunk[0], new DenseStage { Width = 5 }] } }, notices);
        Assert.Equal([$"{count - 5} of {count} parameters begin as in {Model("base")}; 5 begin anew: trunk.1.weight, trunk.1.bias, heads.topic.weight, heads.price.weight, heads.sold.weight."], notices);
    }

    [Fact]
    public void A_task_with_other_classes_begins_anew()
    {
        var notices = new List<string>();
        var tasks = _run.File.Tasks.ToDictionary();
        tasks["sold"] = (Polytask.Tasks.BinaryTask)tasks["sold"] with { Positive = "no" };
        Train("other", From("base") with { Sharing = new HardSharing { Trunk = Trunk }, Tasks = tasks }, notices);
        Assert.EndsWith("begin anew: heads.sold.weight, heads.sold.bias, wide.text.sold.", Assert.Single(notices));
    }

    [Fact]
    public void A_run_that_was_stopped_goes_on_and_needs_the_same_model()
    {
        var file = From("base") with { Sharing = new LowRankSharing { Trunk = Trunk, Frozen = true } };
        Train("whole", file);
        foreach (var name in new[] { "stopped", "orphaned" }) Assert.Throws<OperationCanceledException>(() => TrainUntil(name, file, step: 5));
        Experiment.Resume(_run["stopped"], cancellation: TestContext.Current.CancellationToken);
        foreach (var (one, other) in Parameters("whole").Zip(Parameters("stopped"))) Assert.Equal(one.Values, other.Values);

        Directory.Delete(_run["base"], recursive: true);
        ToyRun.Write(Toy.Table(60, seed: 2), _run["other.csv"]);
        Train("base", _run.File with { Sharing = new HardSharing { Trunk = Trunk }, Data = new Dictionary<string, Polytask.Data.SourceOptions> { ["toy"] = new Polytask.Data.CsvSource { Path = _run["other.csv"] } } });
        Assert.Contains("began from another model than the run file's start holds now", Assert.Throws<CheckpointException>(
            () => Experiment.Resume(_run["orphaned"], cancellation: TestContext.Current.CancellationToken)).Message);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Refused("sharing.frozen: a frozen trunk must have been trained before", _run.File with { Sharing = new AdapterSharing { Frozen = true } });
        Refused("start: expected parameters of the same name and shape", From("base") with { Sharing = new SingleTask { Trunk = Trunk }, Inputs = _run.File.Inputs.ToDictionary(), Tasks = Toy.Tasks(5).Skip(3).ToDictionary() });
        Refused("sharing.frozen: expected all of the trunk in", From("base") with { Sharing = new LowRankSharing { Trunk = [Trunk[0], new DenseStage { Width = 5 }], Frozen = true } });
        Refused("expected the same in the same order, found size, tag, text", From("base") with { Inputs = _run.File.Inputs.Reverse().ToDictionary() });
        var inputs = _run.File.Inputs.ToDictionary();
        inputs["size"] = new NumberEncoderOptions { Column = "price" };
        Refused("inputs.size: expected the options of", From("base") with { Inputs = inputs });
        Train("per task", _run.File with { Training = new JointRegime { Epochs = 3, BatchSize = 8, Keep = Keep.BestPerTask } });
        Refused("trained with keep: best_per_task", From("per task"));
        Assert.Contains("cannot be read", Assert.Throws<CheckpointException>(() => Train("none", From("nowhere"))).Message);
    }

    public void Dispose() => _run.Dispose();

    private string Model(string name) => Path.Combine(_run[name], "model");

    private RunFile From(string name) => _run.File with { Start = Model(name) };

    private void Refused(string message, RunFile file) => Assert.Contains(message, Assert.Throws<ConfigurationException>(() => new Experiment(file).Check(cancellation: TestContext.Current.CancellationToken)).Message);

    private void Train(string name, RunFile file, List<string>? notices = null) =>
        new Experiment(file).Train(new RunOptions { Directory = _run[name], OnEvent = happened => { if (happened is Notice notice) notices?.Add(notice.Message); } }, TestContext.Current.CancellationToken);

    private void TrainUntil(string name, RunFile file, int step)
    {
        using var stop = new CancellationTokenSource();
        new Experiment(file).Train(new RunOptions { Directory = _run[name], OnEvent = happened => { if (happened is StepCompleted completed && completed.Step == step) stop.Cancel(); } }, stop.Token);
    }

    private IReadOnlyList<NamedArray> Parameters(string name)
    {
        using var model = SavedModel.Read(Model(name));
        return ParameterSnapshot.Take(model.Networks[0].Network.Parameters).Arrays;
    }
}
