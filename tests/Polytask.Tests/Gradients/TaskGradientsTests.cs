using CsCheck;
using Polytask.Data;
using Polytask.Gradients;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Sharing;
using Polytask.Tests.Training;
using Polytask.Training;
using TorchSharp;
using TestNumbers = Polytask.Testing.Numbers;

namespace Polytask.Tests.Gradients;

/// <summary>Every way to the tasks' gradients gives the numbers of one ordinary backward pass per task.</summary>
public sealed class TaskGradientsTests
{
    // Relative to the largest number: sums of some hundred products in float, in another order.
    private const double Tolerance = 1e-5;

    private static readonly StageOptions[][] Trunks =
    [
        [],
        [new DenseStage { Width = 6, Dropout = 0.3 }],
        [new DropoutStage { Probability = 0.2 }, new DenseStage { Width = 9, Activation = ActivationFunction.Tanh, Dropout = 0 }, new DenseStage { Width = 5 }],
        [new DenseStage { Width = 40, Activation = ActivationFunction.None, Dropout = 0 }, new DropoutStage()],
        [new Sharing.NormedStage(), new DenseStage { Width = 5, Dropout = 0.3 }],
        [new DenseStage { Width = 8 }, new Sharing.NormedStage { Width = 6 }],
        [new ConvolutionStage { Channels = 6 }, new BatchNormStage { Activation = ActivationFunction.Tanh }, new DenseStage { Width = 5 }],
        [new DenseStage { Width = 7 }, new ResidualStage { Channels = 4 }, new GlobalPoolStage(), new ConvolutionStage { Channels = 3, Kernel = 1 }],
    ];

    private static readonly SharingOptions[] Architectures =
    [
        .. Trunks.Select(trunk => new HardSharing { Trunk = trunk }),
        new HardSharing { Trunk = Trunks[2], TaskStages = [new DenseStage { Width = 7 }, new DenseStage { Width = 4 }] },
        new OneGate { Trunk = Trunks[2], Experts = 3 },
        new OneGate { Trunk = Trunks[4], Experts = 2, SharedStages = Trunks[1], GateInput = GateInput.Raw, TaskStages = [new DenseStage { Width = 4 }] },
        new Mmoe { Trunk = Trunks[2], Experts = 4 },
        new Mmoe { Trunk = Trunks[5], Experts = 2, SharedStages = Trunks[3] },
        new Cgc { Trunk = Trunks[2], SharedExperts = 2, TaskExperts = 3, GateInput = GateInput.Raw },
        new Ple { Trunk = [.. Trunks[2], new DenseStage { Width = 7 }], SharedExperts = 2, TaskExperts = 1 },
        new DSelectK { Trunk = Trunks[2], Experts = 5, StepWidth = 3 },
        new DSelectK { Trunk = Trunks[1], Experts = 4, StepWidth = 3, GateInput = GateInput.None },
        new AdaTT { Trunk = Trunks[2], TaskExperts = 1 },
        new AdaTT { Trunk = [.. Trunks[2], new DenseStage { Width = 7 }], TaskExperts = 2, SharedExperts = 1 },
        new CrossStitch { Trunk = Trunks[2] },
        new Nddr { Trunk = Trunks[2] },
        new CrossStitch { Trunk = Trunks[5], PerChannel = false, SharedStages = Trunks[1] },
        new Mmoe { Trunk = Trunks[6], Experts = 2 },
        new Ple { Trunk = Trunks[7] },
        new CrossStitch { Trunk = Trunks[6], SharedStages = Trunks[7] },
        new Mtan { Trunk = Trunks[7], SharedStages = [new ConvolutionStage { Channels = 2 }] },
        new AdapterSharing { Trunk = Trunks[7], Bottleneck = 2 },
        new Sluice { Trunk = [new ConvolutionStage { Channels = 6 }, new ConvolutionStage { Channels = 6 }] },
    ];

    private static readonly string[][] Inputs = [["text", "tag", "size"], ["text"], ["size"], ["tag", "size"]];

    // Batches of 1 to 60 rows beside layers of 5 to 40 numbers: products of the batch are cheaper here, whole gradients there.
    private static readonly Gen<(int Architecture, int Inputs, int Tasks, int Rows, bool OneLabel, bool Stacked, int Seed)> Cases =
        Gen.Select(Gen.Int[0, Architectures.Length - 1], Gen.Int[0, Inputs.Length - 1], Gen.Int[1, 5], Gen.Int[1, 60], Gen.Bool, Gen.Bool, Gen.Int[0, 1000]);

    [Fact]
    public void Gramian_weighted_sum_and_Jacobian_are_those_of_one_backward_pass_per_task() => Cases.ForAll(c =>
    {
        using var problem = new Problem(c.Architecture, c.Inputs, c.Tasks, c.Rows, c.OneLabel, c.Seed);
        if (problem.Tasks.Length == 0) return;
        var expected = problem.OneByOne();
        var gradients = problem.TaskGradients(c.Stacked);

        var gramian = new SquareMatrix(problem.Tasks.Length);
        foreach (var layer in gradients.Layers) layer.AddGramian(layer, gramian);
        Close(expected.SelectMany(a => expected.Select(b => a.Zip(b, (x, y) => (double)x * y).Sum())), Enumerable.Range(0, gramian.Size).SelectMany(row => gramian[row].ToArray()));

        var weights = problem.Tasks.Select((_, i) => 1.0 / (i + 1) - 0.4).ToArray();
        var sum = Enumerable.Range(0, expected[0].Length).Select(at => weights.Select((weight, i) => weight * expected[i][at]).Sum()).ToArray();
        Close(sum, problem.SharedAfter(() => { foreach (var layer in gradients.Layers) layer.Accumulate(weights); }));

        using var jacobian = new Jacobian();
        problem.Fill(gradients, jacobian);
        Close(expected.SelectMany(row => row.Select(number => (double)number)), Enumerable.Range(0, jacobian.Tasks).SelectMany(task => problem.Widened(jacobian, task)));
        var direction = Enumerable.Range(0, jacobian.Width).Select(at => (float)Enumerable.Range(0, jacobian.Tasks).Sum(task => weights[task] * jacobian[task][at])).ToArray();
        Close(sum, problem.SharedAfter(() => { var at = 0; foreach (var layer in gradients.Layers) at = layer.Scatter(direction, at); }));
    }, iter: 300);

    [Fact]
    public void Products_of_the_gradients_of_two_batches() => Gen.Select(Gen.Int[0, Architectures.Length - 1], Gen.Int[0, 3], Gen.Bool, Gen.Int[0, 1000]).ForAll((architecture, inputs, oneLabel, seed) =>
    {
        using var problem = new Problem(architecture, inputs, 3, 40, oneLabel, seed);
        using var other = new Problem(architecture, inputs, 3, 23, oneLabel, seed, model: problem.Model, shift: 17);
        if (problem.Tasks.Length < 3 || other.Tasks.Length < 3) return;
        var (one, two) = (problem.OneByOne(), other.OneByOne());
        var (first, second) = (problem.TaskGradients(stacked: true), other.TaskGradients(stacked: true));
        var gramian = new SquareMatrix(3);
        foreach (var (layer, its) in first.Layers.Zip(second.Layers)) layer.AddGramian(its, gramian);
        Close(one.SelectMany(a => two.Select(b => a.Zip(b, (x, y) => (double)x * y).Sum())), Enumerable.Range(0, 3).SelectMany(row => gramian[row].ToArray()));
    }, iter: 80);

    [Fact]
    public void Products_at_the_representation_need_no_gradient_there() => Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[1, 5], Gen.Int[1, 60], Gen.Int[0, 1000]).ForAll(c =>
    {
        using var problem = new Problem(c.Item1, c.Item2, c.Item3, c.Item4, oneLabel: false, c.Item5);
        if (problem.Tasks.Length == 0) return;
        var stack = problem.Model.PullbackToRepresentation(problem.Cotangents, problem.Pass, problem.Tasks).view(problem.Tasks.Length, -1);
        var gramian = new SquareMatrix(problem.Tasks.Length);
        problem.Model.AddRepresentationGramian(problem.Cotangents, problem.Pass, problem.Tasks, gramian);
        Close(TestNumbers.Of(stack.mm(stack.t())).ToArray().Select(number => (double)number), Numbers(gramian));

        const int parts = 3;
        var sum = new SquareMatrix(problem.Tasks.Length);
        for (var part = 0; part < parts; part++) problem.Model.AddRepresentationGramian(problem.Cotangents, problem.Pass, problem.Tasks, sum, part, parts);
        Close(Numbers(gramian), Numbers(sum));

        static IEnumerable<double> Numbers(SquareMatrix matrix) => Enumerable.Range(0, matrix.Size).SelectMany(row => matrix[row].ToArray());
    }, iter: 40);

    private static void Close(IEnumerable<double> expected, IEnumerable<double> found)
    {
        var (one, other) = (expected.ToArray(), found.ToArray());
        Assert.Equal(one.Length, other.Length);
        var scale = one.Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (var i = 0; i < one.Length; i++) Assert.True(Math.Abs(one[i] - other[i]) <= Tolerance * scale + 1e-12, $"number {i}: expected {one[i]}, found {other[i]}, beside numbers up to {scale}");
    }

    private sealed class Problem : IDisposable
    {
        private readonly TorchSharp.DisposeScope _scope = torch.NewDisposeScope();
        private readonly TrainingSetup _setup;
        private readonly Pass _pass;
        private readonly bool[] _active;
        private readonly SharedNumbers _numbers;
        private readonly bool _ownsModel;

        public Problem(int architecture, int inputs, int tasks, int rows, bool oneLabel, int seed, MultiTaskModel? model = null, int shift = 0)
        {
            _setup = Toy.Setup(
                Toy.Prepare(Toy.Table(60, missing: 0.3), Toy.Tasks(tasks), Toy.Inputs.Where(input => Inputs[inputs].Contains(input.Key)).ToDictionary(input => input.Key, input => input.Value)),
                sharing: Architectures[architecture]);
            if (oneLabel) _setup = _setup with { Data = new EncodedRows(60, _setup.Data.Inputs, [.. _setup.Data.Targets.Select((target, task) => Only(target, row => row % tasks == task))]) };
            (Model, _ownsModel) = (model ?? _setup.CreateModel(), model is null);
            var random = new RandomStream(seed, "task gradients");
            if (_ownsModel) TestNumbers.Fill(TestNumbers.Of(Model.Parameters.Values), random, 0.5);
            var batch = new Batch(_setup.Data, Enumerable.Range(0, rows).Select(i => (i * 7 + seed + shift) % 60).ToArray());
            _active = batch.LabelledTasks();
            Tasks = [.. Enumerable.Range(0, tasks).Where(task => _active[task])];
            _pass = Pass.Training(batch, new RandomStream(seed, "pass"));
            var outputs = Model.Forward(_pass, _active);
            Cotangents = outputs.ZerosLike();
            new TaskLosses(_setup.Tasks).Add(batch, 0, batch.Count, _active, outputs, Cotangents);
            _numbers = new SharedNumbers(Model.Parameters);
            TaskOfRow = [.. Enumerable.Range(0, rows).Select(row => Array.FindIndex(Tasks, task => Cotangents[task, row].ContainsAnyExcept(0f)))];
            HasOneLabel = oneLabel;
        }

        public MultiTaskModel Model { get; }

        public Pass Pass => _pass;

        public int[] Tasks { get; }

        public TaskOutputs Cotangents { get; }

        private int[] TaskOfRow { get; }

        private bool HasOneLabel { get; }

        public TaskGradients TaskGradients(bool stacked) => Model.TaskGradients(Cotangents, _pass, Tasks, HasOneLabel ? TaskOfRow : null, stacked);

        /// <summary>The gradients of the shared parameters, of one task after another.</summary>
        public float[][] OneByOne() =>
        [
            .. Tasks.Select(task => SharedAfter(() =>
            {
                var factors = Tasks.Select(other => other == task ? 1.0 : 0.0).ToArray();
                Model.PullbackTrunk(Cotangents.Scaled(Tasks, factors), _pass);
            }).Select(number => (float)number).ToArray()),
        ];

        /// <summary>The gradients of the shared parameters that something adds.</summary>
        public double[] SharedAfter(Action add)
        {
            var store = Model.Parameters;
            store.ZeroGradients();
            add();
            var dense = store.Dense.Where(p => p.Owner == ParameterStore.Shared).SelectMany(p => TestNumbers.Of(p.Gradient).ToArray());
            var tables = store.Tables.Where(t => t.Owner == ParameterStore.Shared).SelectMany(t => Enumerable.Range(0, t.Rows).SelectMany(row => t.Gradient[row].ToArray()));
            double[] shared = [.. dense.Concat(tables).Select(number => (double)number)];
            store.ZeroGradients();
            return shared;
        }

        public void Fill(TaskGradients gradients, Jacobian jacobian)
        {
            var segments = new List<Segment>();
            foreach (var layer in gradients.Layers) layer.AddSegments(_numbers, segments);
            jacobian.Reset(Tasks.Length, segments);
            var at = 0;
            foreach (var layer in gradients.Layers) at = layer.Fill(jacobian, at);
            Assert.Equal(jacobian.Width, at);
        }

        /// <summary>A row of the Jacobian with the numbers that it leaves out.</summary>
        public double[] Widened(Jacobian jacobian, int task)
        {
            var row = new double[_numbers.Length];
            foreach (var (start, length, offset) in jacobian.Segments)
                for (var i = 0; i < length; i++) row[offset + i] = jacobian[task][start + i];
            return row;
        }

        private static TargetColumn Only(TargetColumn target, Func<int, bool> kept)
        {
            var rows = Enumerable.Range(0, 60).ToArray();
            return new TargetColumn([.. rows.SelectMany(row => target[row].ToArray())], target.Width, [.. rows.Select(target.Weight)], [.. rows.Select(row => target.Has(row) && kept(row))]);
        }

        public void Dispose()
        {
            if (_ownsModel) Model.Dispose();
            _scope.Dispose();
        }
    }
}
