using BenchmarkDotNet.Attributes;
using Polytask.Balancing;
using Polytask.Data;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Native;
using Polytask.Numerics;
using Polytask.Optimisation;
using Polytask.Sharing;
using Polytask.Tasks;
using Polytask.Training;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Polytask.Bench;

/// <summary>
/// One training step of the text model: a table of 20,000 × 64, 64 texts of 40 tokens, a shared dense layer of 128, two heads of
/// two classes. Ours, with row-wise Adam on the table and with Adam as it is; and the same model as TorchSharp's users write it.
/// </summary>
public class TextStep
{
    private const int Buckets = 20_000, Width = 64, Hidden = 128, Texts = 64, Tokens = 40, Batches = 50;
    private StepRunner _lazy = null!, _exact = null!;
    private StepBatch[] _batches = null!;
    private TorchModel _torch = null!;
    private long _step;

    [GlobalSetup]
    public void Setup()
    {
        LibTorch.Init();
        var random = new RandomStream(1, "bench");
        var rows = Texts * Batches;
        var ids = Enumerable.Range(0, rows * Tokens).Select(_ => random.NextInt(Buckets)).ToArray();
        var bag = new BagColumn([.. Enumerable.Range(0, rows + 1).Select(row => row * Tokens)], ids, [.. ids.Select(_ => 1f)], Buckets);
        var tasks = new[] { "a", "b" }.Select(name => new ClassificationTask { LabelSmoothing = 0 }.Fit(name, [("no", default), ("yes", default)])).ToArray();
        var labels = tasks.Select(_ => Enumerable.Range(0, rows).Select(_ => (float)random.NextInt(2)).ToArray()).ToArray();
        var data = new EncodedRows(rows, [bag], [.. labels.Select(l => new TargetColumn(l, 1, [.. l.Select(_ => 1f)], [.. l.Select(_ => true)]))]);
        _batches = [.. Enumerable.Range(0, Batches).Select(b => new StepBatch(Enumerable.Range(b * Texts, Texts).ToArray(), [true, true]))];
        _lazy = Runner(data, tasks, new LazyAdam());
        _exact = Runner(data, tasks, new Adam());
        _torch = new TorchModel(ids, labels);
    }

    [Benchmark(Baseline = true)]
    public void TorchSharpAutogradAndAdam() => _torch.Step((int)(_step++ % Batches));

    [Benchmark]
    public void PolytaskRowWiseAdam() => _lazy.Run([_batches[_step % Batches]], trainsTrunk: true, rate: 1, _step++);

    [Benchmark]
    public void PolytaskAdam() => _exact.Run([_batches[_step % Batches]], trainsTrunk: true, rate: 1, _step++);

    private static StepRunner Runner(EncodedRows data, PredictionTask[] tasks, OptimiserOptions tables)
    {
        var table = new Table("bench", ["x"], [.. Enumerable.Range(0, data.Count).Select(i => new Row([""], default))]);
        var rows = new DataSet([table]);
        var setup = new TrainingSetup
        {
            Seed = 1,
            Data = data,
            Split = new Split(rows, new Part[data.Count]),
            Inputs = [new BagShape("text", Buckets, Width, Pooling.Mean, Wide: false)],
            Tasks = tasks,
            Sharing = new HardSharing { Trunk = [new DenseStage { Width = Hidden, Dropout = 0 }] },
            Balancing = new Equal(),
            Optimisers = new Optimisers(new Adam(), tables, tables),
            Schedule = new ConstantSchedule(),
            Regime = new JointRegime(),
        };
        var model = setup.CreateModel();
        return new StepRunner(setup, model, new ModelOptimiser(model.Parameters, setup.Optimisers), null, new TaskBalance(setup, model));
    }

    /// <summary>The model as a tutorial writes it.</summary>
    private sealed class TorchModel
    {
        private readonly TorchSharp.Modules.EmbeddingBag _embedding = torch.nn.EmbeddingBag(Buckets, Width, mode: EmbeddingBagMode.Mean);
        private readonly TorchSharp.Modules.Linear _dense = torch.nn.Linear(Width, Hidden);
        private readonly TorchSharp.Modules.Linear[] _heads = [torch.nn.Linear(Hidden, 2), torch.nn.Linear(Hidden, 2)];
        private readonly torch.optim.Optimizer _adam;
        private readonly torch.Tensor[] _ids;
        private readonly torch.Tensor[][] _labels;

        public TorchModel(int[] ids, float[][] labels)
        {
            _adam = torch.optim.Adam([.. _embedding.parameters(), .. _dense.parameters(), .. _heads.SelectMany(h => h.parameters())]);
            _ids = [.. Enumerable.Range(0, Batches).Select(b => torch.tensor(ids.Skip(b * Texts * Tokens).Take(Texts * Tokens).Select(i => (long)i).ToArray()).view(Texts, Tokens))];
            _labels = [.. labels.Select(l => Enumerable.Range(0, Batches).Select(b => torch.tensor(l.Skip(b * Texts).Take(Texts).Select(v => (long)v).ToArray())).ToArray())];
        }

        public void Step(int batch)
        {
            using var scope = torch.NewDisposeScope();
            _adam.zero_grad();
            var shared = F.relu(_dense.forward(_embedding.call(_ids[batch])));
            var loss = F.cross_entropy(_heads[0].forward(shared), _labels[0][batch]) + F.cross_entropy(_heads[1].forward(shared), _labels[1][batch]);
            loss.backward();
            _adam.step();
        }
    }
}
