using Polytask.Balancing;
using Polytask.Data;
using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Optimisation;
using Polytask.Sharing;
using Polytask.Tasks;
using Polytask.Training;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Polytask.Bench;

/// <summary>Grey images of 28 × 28, convolutions of 5 × 5 to 16 and to 32 channels, each with pooling, a dense layer of 128 and linear heads of 10 classes; 64 rows a batch, Adam, one thread.</summary>
/// <param name="tasks">How many heads.</param>
internal sealed class ImageProblem(int tasks)
{
    public const int Batches = 10;
    private const int Side = 28, Kernel = 5, First = 16, Second = 32, Hidden = 128, Classes = 10, Rows = 64;
    private const int Flat = Second * 4 * 4;

    /// <summary>Our step under a balancing method.</summary>
    public Action<int> Ours(BalancerOptions balancing)
    {
        var random = new RandomStream(1, "image problem");
        var rows = Rows * Batches;
        byte[]?[] images = [.. Enumerable.Range(0, rows).Select(_ => (byte[]?)[.. Enumerable.Range(0, Side * Side).Select(_ => (byte)random.NextInt(256))])];
        float[] values = [.. Enumerable.Range(0, 256).Select(value => value / 74f - 1.7f)];
        var names = Enumerable.Range(0, tasks).Select(task => $"t{task}").ToArray();
        var classes = Enumerable.Range(0, Classes).Select(c => ($"c{c}", default(Place))).ToArray();
        var targets = names.Select(_ => new TargetColumn([.. Enumerable.Range(0, rows).Select(_ => (float)random.NextInt(Classes))], 1, [.. Enumerable.Repeat(1f, rows)], [.. Enumerable.Repeat(true, rows)]));
        var setup = new TrainingSetup
        {
            Seed = 1,
            Data = new EncodedRows(rows, [new ImageColumn(new(images, Side * Side), [values], Side, Side)], [.. targets]),
            Split = new Split(new DataSet([new Table("bench", ["x"], [.. Enumerable.Range(0, rows).Select(_ => new Row([""], default))])]), new Part[rows]),
            Inputs = [new ImageShape("x", new RowShape(1, Side, Side))],
            Tasks = [.. names.Select(name => new ClassificationTask { LabelSmoothing = 0 }.Fit(name, classes))],
            Sharing = new HardSharing
            {
                Trunk =
                [
                    new ConvolutionStage { Channels = First, Kernel = Kernel, Padding = 0 }, new MaxPoolStage(), new ConvolutionStage { Channels = Second, Kernel = Kernel, Padding = 0 }, new MaxPoolStage(),
                    new DenseStage { Width = Hidden, Dropout = 0 },
                ],
            },
            Balancing = balancing,
            Optimisers = new Optimisers(new Adam(), new Adam(), new Adam()),
            Schedule = new ConstantSchedule(),
            Regime = new JointRegime(),
        };
        var model = setup.CreateModel();
        var runner = new StepRunner(setup, model, new ModelOptimiser(model.Parameters, setup.Optimisers), null, new TaskBalance(setup, model));
        StepBatch[] batches = [.. Enumerable.Range(0, Batches).Select(b => new StepBatch(Enumerable.Range(b * Rows, Rows).ToArray(), [.. names.Select(_ => true)]))];
        long step = 0;
        return batch => runner.Run([batches[batch]], trainsTrunk: true, rate: 1, step++);
    }

    /// <summary>The step of plain TorchSharp.</summary>
    public Action<int> Plain() => new TorchModel(tasks).Step;

    /// <summary>The model as a tutorial writes it.</summary>
    private sealed class TorchModel
    {
        private readonly TorchSharp.Modules.Conv2d _first = torch.nn.Conv2d(1, First, Kernel), _second = torch.nn.Conv2d(First, Second, Kernel);
        private readonly TorchSharp.Modules.Linear _dense = torch.nn.Linear(Flat, Hidden);
        private readonly TorchSharp.Modules.Linear[] _heads;
        private readonly torch.optim.Optimizer _adam;
        private readonly torch.Tensor[] _images;
        private readonly torch.Tensor[][] _labels;

        public TorchModel(int tasks)
        {
            var random = new RandomStream(1, "plain");
            _heads = [.. Enumerable.Range(0, tasks).Select(_ => torch.nn.Linear(Hidden, Classes))];
            _adam = torch.optim.Adam([.. _first.parameters(), .. _second.parameters(), .. _dense.parameters(), .. _heads.SelectMany(head => head.parameters())]);
            _images = [.. Enumerable.Range(0, Batches).Select(_ => torch.tensor(Enumerable.Range(0, Rows * Side * Side).Select(_ => (float)random.NextNormal()).ToArray()).view(Rows, 1, Side, Side))];
            _labels = [.. _images.Select(_ => _heads.Select(_ => torch.tensor(Enumerable.Range(0, Rows).Select(_ => (long)random.NextInt(Classes)).ToArray())).ToArray())];
        }

        public void Step(int batch)
        {
            using var scope = torch.NewDisposeScope();
            _adam.zero_grad();
            var maps = F.max_pool2d(F.relu(_second.forward(F.max_pool2d(F.relu(_first.forward(_images[batch])), [2, 2]))), [2, 2]);
            var shared = F.relu(_dense.forward(maps.flatten(1)));
            var loss = F.cross_entropy(_heads[0].forward(shared), _labels[batch][0]);
            for (var task = 1; task < _heads.Length; task++) loss = loss + F.cross_entropy(_heads[task].forward(shared), _labels[batch][task]);
            loss.backward();
            _adam.step();
        }
    }
}
