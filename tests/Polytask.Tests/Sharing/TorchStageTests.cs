using Polytask.Balancing;
using Polytask.Catalog;
using Polytask.Inference;
using Polytask.Models;
using Polytask.Optimisation;
using Polytask.Runs;
using Polytask.Sharing;
using Polytask.Testing;
using Polytask.Tests.Runs;
using Polytask.Tests.Training;
using Polytask.Training;
using TorchSharp;

namespace Polytask.Tests.Sharing;

public sealed class TorchStageTests
{
    // Sums of some ten products in float, in another order, over a few steps.
    private const double Float = 1e-5;

    [Fact]
    public void Steps_are_those_of_the_built_in_stage_where_the_module_is_the_same_function()
    {
        foreach (var balancing in new BalancerOptions[] { new Equal(), new CAGrad(), new PCGrad(), new AutoLambda(), new Mgda { Path = GradientPath.Loop } })
        {
            using var own = new Model(new DenseStage { Width = 6, Dropout = 0 }, balancing);
            using var module = new Model(new DenseModuleStage { Width = 6 }, balancing);
            foreach (var (one, other) in ParameterSnapshot.Take(own.Network.Parameters).Arrays.Zip(module.Arrays()))
            {
                Assert.Equal(one.Shape, other.Shape);
                Assert.Equal(one.Name, other.Name.Replace("trunk.0.0.", "trunk.0.", StringComparison.Ordinal));
            }
            module.Network.Parameters.Values.copy_(own.Network.Parameters.Values);
            for (var step = 0; step < 4; step++) Assert.Equal(own.Run(), module.Run(), Float);
            Assert.All(own.Arrays().Zip(module.Arrays()), pair => Assert.All(pair.First.Values.Zip(pair.Second.Values), numbers => Assert.Equal(numbers.First, numbers.Second, Float)));
        }
    }

    [Fact]
    public void A_model_with_it_learns()
    {
        using var model = new Model(new NormedStage(), new Equal());
        var losses = Enumerable.Range(0, 80).Select(_ => model.Run()).ToArray();
        Assert.True(losses[^1] < 0.8 * losses[0], $"{losses[0]} became {losses[^1]}");
    }

    [Fact]
    public void No_tensor_is_left()
    {
        void Use()
        {
            using var model = new Model(new NormedStage(), new CAGrad());
            for (var step = 0; step < 3; step++) model.Run();
        }
        Use();
        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        Use();
        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void The_same_seed_gives_the_same_model()
    {
        using var one = new Model(new NormedStage(), new Equal());
        using var other = new Model(new NormedStage(), new Equal());
        one.Run();
        other.Run();
        Assert.All(one.Arrays().Zip(other.Arrays()), pair => Assert.Equal(pair.First.Values, pair.Second.Values));
    }

    [Fact]
    public void A_model_with_it_is_saved_and_loaded()
    {
        using var folder = new TemporaryFolder();
        using var model = new Model(new NormedStage { Width = 5 }, new Equal());
        model.Run();
        SavedModel.Write(folder["model"], model.Prepared.Encoders, model.Prepared.Tasks, model.Setup.Sharing, [([0, 1, 2], ParameterSnapshot.Take(model.Network.Parameters))]);
        using var read = SavedModel.Read(folder["model"]);
        Assert.All(model.Arrays().Zip(ParameterSnapshot.Take(read.Networks[0].Network.Parameters).Arrays), pair => Assert.Equal((pair.First.Name, pair.First.Values), (pair.Second.Name, pair.Second.Values), Same));
        Assert.All(model.Predictions().Zip(Model.Predictions(read.Networks[0].Network, model.Setup)), pair => Assert.Equal(pair.First, pair.Second));
    }

    [Fact]
    public void Where_it_is_not_known_that_is_said()
    {
        using var folder = new TemporaryFolder();
        using var model = new Model(new NormedStage(), new Equal());
        SavedModel.Write(folder["model"], model.Prepared.Encoders, model.Prepared.Tasks, model.Setup.Sharing, [([0, 1, 2], ParameterSnapshot.Take(model.Network.Parameters))]);
        var stored = ModelFile.Read(folder["model"]);
        ModelFile.Write(folder["model"], json => json.WriteRawValue(stored.Document.GetRawText().Replace("\"normed\"", "\"mine\"", StringComparison.Ordinal)), [.. stored.Tensors]);
        var error = Assert.ThrowsAny<PolytaskException>(() => SavedModel.Read(folder["model"]));
        Assert.Contains("'mine' is not a trunk stage", error.Message, StringComparison.Ordinal);
        Assert.Contains("add its assembly with Kinds.Add", Assert.Throws<ConfigurationException>(() => Kinds.Of(typeof(Unknown))).Message, StringComparison.Ordinal);
    }

    private static bool Same((string Name, float[] Values) one, (string Name, float[] Values) other) => one.Name == other.Name && one.Values.AsSpan().SequenceEqual(other.Values);

    /// <summary>A stage without a name.</summary>
    private sealed record Unknown : TorchStage
    {
        protected override torch.nn.Module<torch.Tensor, torch.Tensor> CreateModule(int inputWidth) => torch.nn.Identity();
    }

    private sealed class Model : IDisposable
    {
        private readonly ModelOptimiser _optimiser;
        private readonly TaskBalance _balance;
        private readonly StepRunner _runner;
        private long _step;

        public Model(StageOptions stage, BalancerOptions balancing)
        {
            Prepared = Toy.Prepare(Toy.Table(40), Toy.Tasks(3));
            Setup = Toy.Setup(Prepared, sharing: new HardSharing { Trunk = [stage] }, optimiser: new Adam { LearningRate = 0.01 }) with { Balancing = balancing };
            Network = Setup.CreateModel();
            _optimiser = new ModelOptimiser(Network.Parameters, Setup.Optimisers);
            _balance = new TaskBalance(Setup, Network);
            _runner = new StepRunner(Setup, Network, _optimiser, null, _balance);
        }

        public PreparedData Prepared { get; }

        public TrainingSetup Setup { get; }

        public MultiTaskModel Network { get; }

        public double Run() => _runner.Run([new StepBatch(Enumerable.Range(0, 30).ToArray(), [true, true, true])], true, 1, _step++).Means().Sum();

        public IReadOnlyList<NamedArray> Arrays() => ParameterSnapshot.Take(Network.Parameters).Arrays;

        public float[][] Predictions() => Predictions(Network, Setup);

        public static float[][] Predictions(MultiTaskModel network, TrainingSetup setup) =>
            [.. Polytask.Models.Predictions.Of(network, setup.Data, Enumerable.Range(0, 40).ToArray(), _ => [true, true, true]).Select(batch => Enumerable.Range(0, batch.Batch.Count).SelectMany(row => batch.Outputs[0, row].ToArray()).ToArray())];

        public void Dispose()
        {
            _balance.Dispose();
            _optimiser.Dispose();
            Network.Dispose();
        }
    }
}
