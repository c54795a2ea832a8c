using Polytask.Balancing;
using Polytask.Data;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Optimisation;
using Polytask.Sharing;
using Polytask.Tasks;
using Polytask.Training;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace Polytask.Bench;

/// <summary>A trunk 300-256-256 with linear heads of 5 classes, 64 rows a batch, Adam, one thread.</summary>
/// <param name="tasks">How many heads.</param>
internal sealed class DenseProblem(int tasks)
{
    public const int Inputs = 300, Hidden = 256, Classes = 5, Rows = 64, Batches = 20;

    /// <summary>Our step under a balancing method.</summary>
    /// <param name="balancing">The method.</param>
    /// <param name="oneLabel">Whether every row has a label of one task only.</param>
    /// <param name="binary">Whether heads say yes or no, and so have one output instead of five.</param>
    /// <param name="sharing">How the tasks share; by default all of the trunk.</param>
    /// <param name="recorder">Makes what writes steps down from the tasks' names; by default nothing does.</param>
    public Action<int> Ours(BalancerOptions balancing, bool oneLabel = false, bool binary = false, SharingOptions? sharing = null, Func<IReadOnlyList<string>, BalanceRecorder>? recorder = null)
    {
        var setup = Setup(balancing, oneLabel, binary, sharing);
        var model = setup.CreateModel();
        var runner = new StepRunner(setup, model, new ModelOptimiser(model.Parameters, setup.Optimisers), null, new TaskBalance(setup, model, recorder: recorder?.Invoke(model.Tasks)));
        bool[] all = [.. setup.Tasks.Select(_ => true)];
        StepBatch[] batches = [.. Enumerable.Range(0, Batches).Select(b => new StepBatch(Enumerable.Range(b * Rows, Rows).ToArray(), all))];
        long step = 0;
        return batch => runner.Run([batches[batch]], trainsTrunk: true, rate: 1, step++, progress: 0.5);
    }

    /// <summary>The problem with a way to balance and one to share: rows of noise with random labels.</summary>
    public TrainingSetup Setup(BalancerOptions balancing, bool oneLabel = false, bool binary = false, SharingOptions? sharing = null)
    {
        var random = new RandomStream(1, "dense problem");
        var rows = Rows * Batches;
        var values = new float[rows * Inputs];
        foreach (ref var value in values.AsSpan()) value = (float)random.NextNormal();
        var names = Enumerable.Range(0, tasks).Select(task => $"t{task}").ToArray();
        var classes = Enumerable.Range(0, Classes).Select(c => ($"c{c}", default(Place))).Take(binary ? 2 : Classes).ToArray();
        var targets = names.Select((_, task) => new TargetColumn(
            [.. Enumerable.Range(0, rows).Select(_ => (float)random.NextInt(classes.Length))], 1, [.. Enumerable.Repeat(1f, rows)], [.. Enumerable.Range(0, rows).Select(row => !oneLabel || row % tasks == task)]));
        return new TrainingSetup
        {
            Seed = 1,
            Data = new EncodedRows(rows, [new DenseColumn(values, Inputs)], [.. targets]),
            Split = new Split(new DataSet([new Table("bench", ["x"], [.. Enumerable.Range(0, rows).Select(_ => new Row([""], default))])]), new Part[rows]),
            Inputs = [new DenseShape("x", Inputs)],
            Tasks = [.. names.Select(name => (binary ? (TaskOptions)new BinaryTask() : new ClassificationTask { LabelSmoothing = 0 }).Fit(name, classes))],
            Sharing = (sharing ?? new HardSharing()) with { Trunk = [new DenseStage { Width = Hidden, Dropout = 0 }, new DenseStage { Width = Hidden, Dropout = 0 }] },
            Balancing = balancing,
            Optimisers = new Optimisers(new Adam(), new Adam(), new Adam()),
            Schedule = new ConstantSchedule(),
            Regime = new JointRegime(),
        };
    }

    /// <summary>The matrix products of a step alone, forward and back, which no step does without.</summary>
    public Action<int> Products()
    {
        var outputs = tasks * Classes;
        torch.Tensor first = torch.randn(Hidden, Inputs), second = torch.randn(Hidden, Hidden), heads = torch.randn(outputs, Hidden);
        torch.Tensor rows = torch.randn(Rows, Inputs), hidden = torch.randn(Rows, Hidden), cotangent = torch.randn(Rows, outputs);
        torch.Tensor[][] pairs =
        [
            [rows, first.t()], [hidden, second.t()], [hidden, heads.t()],
            [cotangent.t(), hidden], [cotangent, heads], [hidden.t(), hidden], [hidden, second], [hidden.t(), rows],
        ];
        return _ =>
        {
            foreach (var pair in pairs)
            {
                using var product = pair[0].mm(pair[1]);
            }
        };
    }

    /// <summary>The step of plain TorchSharp.</summary>
    public Action<int> Plain() => new TorchModel(tasks).Step;

    /// <summary>The model as a tutorial writes it: a head at a time, and Adam.</summary>
    private sealed class TorchModel
    {
        private readonly TorchSharp.Modules.Linear _first = torch.nn.Linear(Inputs, Hidden), _second = torch.nn.Linear(Hidden, Hidden);
        private readonly TorchSharp.Modules.Linear[] _heads;
        private readonly torch.optim.Optimizer _adam;
        private readonly torch.Tensor[] _rows;
        private readonly torch.Tensor[][] _labels;

        public TorchModel(int tasks)
        {
            var random = new RandomStream(1, "plain");
            _heads = [.. Enumerable.Range(0, tasks).Select(_ => torch.nn.Linear(Hidden, Classes))];
            _adam = torch.optim.Adam([.. _first.parameters(), .. _second.parameters(), .. _heads.SelectMany(head => head.parameters())]);
            _rows = [.. Enumerable.Range(0, Batches).Select(_ => torch.tensor(Enumerable.Range(0, Rows * Inputs).Select(_ => (float)random.NextNormal()).ToArray()).view(Rows, Inputs))];
            _labels = [.. _rows.Select(_ => _heads.Select(_ => torch.tensor(Enumerable.Range(0, Rows).Select(_ => (long)random.NextInt(Classes)).ToArray())).ToArray())];
        }

        public void Step(int batch)
        {
            using var scope = torch.NewDisposeScope();
            _adam.zero_grad();
            var shared = F.relu(_second.forward(F.relu(_first.forward(_rows[batch]))));
            var loss = F.cross_entropy(_heads[0].forward(shared), _labels[batch][0]);
            for (var task = 1; task < _heads.Length; task++) loss = loss + F.cross_entropy(_heads[task].forward(shared), _labels[batch][task]);
            loss.backward();
            _adam.step();
        }
    }
}
