using System.Diagnostics;
using System.Globalization;
using System.Text;
using Polytask.Balancing;
using Polytask.Catalog;
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
/// Whole training steps of a trunk 300-256-256 with K linear heads of 5 classes, 64 rows, one thread: the cost of every balancing
/// method relative to our own equal weighting, and of that relative to plain TorchSharp. Steps of all methods take turns, so that
/// they meet the machine in the same state; figures are medians of processor time.
/// </summary>
internal sealed class BalancingTable(int[] taskCounts, int rounds)
{
    /// <summary>The sizes of the model and of a measurement.</summary>
    internal const int Inputs = 300, Hidden = 256, Classes = 5, Rows = 64, Batches = 20, Rounds = 7;

    private static readonly int[] TaskCounts = [2, 4, 8, 16, 40];

    /// <summary>Every method that looks at gradients, with its defaults.</summary>
    private static IReadOnlyList<(string Name, BalancerOptions Options)> Methods =>
    [
        .. Kinds.Families.Single(family => family.Key == "balancing").Kinds
            .Where(kind => typeof(GradientBalancing).IsAssignableFrom(kind.Options))
            .Select(kind => (kind.Name, (BalancerOptions)Activator.CreateInstance(kind.Options)!)),
        ("famo", new FastAdaptiveBalancing()),
    ];

    /// <summary>Measures and writes the page of results.</summary>
    /// <param name="page">The page.</param>
    /// <param name="kinds">The methods; by default all.</param>
    public static void Write(string page, IReadOnlyList<string> kinds)
    {
        var table = new BalancingTable(TaskCounts, Rounds).Measure([.. Methods.Where(method => kinds.Count == 0 || kinds.Contains(method.Name))]);
        File.WriteAllText(page, $"""
            # What balancing costs

            Whole training steps: trunk 300-256-256, 64 rows, K linear heads of 5 classes, Adam, one thread. A method's figure is its step relative to our own
            step with equal weights; steps of all methods take turns, and figures are medians of processor time of {Rounds} rounds of {Batches} steps.

            {table}
            Counted in multiplications, a step of a method that compares gradients by their inner products is {string.Join(", ", TaskCounts.Select(tasks => Multiplications(tasks).ToString("f1", CultureInfo.InvariantCulture)))} steps with equal weights at these K: each task's
            cotangents go back through the second layer, and meet the products of the batch with itself. Only skipping what the activation function has set to zero could go below that.

            Made by `dotnet run -c Release --project bench/Polytask.Bench -- balancing bench/results/balancing.md`.
            """.ReplaceLineEndings("\n") + "\n");
        Console.Write(table);
    }

    /// <summary>Multiplications of a Gramian method's step, relative to those of equal weights; heads and solvers are too small to count.</summary>
    private static double Multiplications(int tasks)
    {
        const double both = 2.0 * (Inputs + Hidden), back = Hidden;
        var compared = tasks * back + Rows * (double)(Inputs + Hidden) / Hidden + 2 * tasks * Rows;
        return (both + compared) / (both + back);
    }

    private string Measure(IReadOnlyList<(string Name, BalancerOptions Options)> methods)
    {
        LibTorch.Init();
        var columns = taskCounts.Select(tasks => Column(tasks, methods)).ToArray();
        var text = new StringBuilder().Append("| method |").AppendJoin('|', taskCounts.Select(tasks => $" K={tasks} ")).AppendLine("|")
            .Append("|---|").Append(string.Concat(Enumerable.Repeat("---|", taskCounts.Length))).AppendLine();
        foreach (var name in columns[^1].Keys) text.Append($"| {name} |").AppendJoin('|', columns.Select(column => $" {column.GetValueOrDefault(name, "–")} ")).AppendLine("|");
        return text.ToString();
    }

    private Dictionary<string, string> Column(int tasks, IReadOnlyList<(string Name, BalancerOptions Options)> methods)
    {
        var equal = new Equal();
        var runs = new List<(string Name, Action<int> Step)> { ("plain TorchSharp", new TorchModel(tasks).Step), ("equal", Steps(tasks, equal)) };
        runs.AddRange(methods.Where(method => tasks > 2 || method.Options is not (Krum or TrimmedMean)).Select(method => (method.Name, Steps(tasks, method.Options))));
        runs.Add(("mgda, level: features", Steps(tasks, new Mgda { Level = BalancingLevel.Features })));
        runs.Add(("equal, one label per row", Steps(tasks, equal, oneLabel: true)));
        runs.Add(("mgda, one label per row", Steps(tasks, new Mgda(), oneLabel: true)));
        var times = runs.Select(_ => new List<double>()).ToArray();
        foreach (var (_, step) in runs)
            for (var i = 0; i < 2 * Batches; i++) step(i % Batches);
        using var process = Process.GetCurrentProcess();
        for (var round = 0; round < rounds; round++)
            for (var run = 0; run < runs.Count; run++)
            {
                process.Refresh();
                var before = process.TotalProcessorTime;
                for (var i = 0; i < Batches; i++) runs[run].Step(i);
                process.Refresh();
                times[run].Add((process.TotalProcessorTime - before).TotalMicroseconds / Batches);
            }
        var medians = times.Select(list => list.Order().ElementAt(list.Count / 2)).ToArray();
        var oneLabel = medians[^2];
        return runs.Select((run, i) => (run.Name, Text: i switch
        {
            0 => string.Create(CultureInfo.InvariantCulture, $"{medians[0]:n0} µs"),
            1 => string.Create(CultureInfo.InvariantCulture, $"{medians[1]:n0} µs, {medians[1] / medians[0]:f2} of plain"),
            _ when i == runs.Count - 2 => string.Create(CultureInfo.InvariantCulture, $"{medians[i] / medians[1]:f2}"),
            _ when i == runs.Count - 1 => string.Create(CultureInfo.InvariantCulture, $"{medians[i] / oneLabel:f2} of equal"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{medians[i] / medians[1]:f2}"),
        })).ToDictionary(row => row.Name, row => row.Text);
    }

    /// <summary>Steps on the rows of a batch, by its number; by default the trunk is shared.</summary>
    internal static Action<int> Steps(int tasks, BalancerOptions balancing, bool oneLabel = false, SharingOptions? sharing = null) => Steps(Setup(tasks, balancing, oneLabel, sharing));

    /// <summary>Steps of a setup.</summary>
    internal static Action<int> Steps(TrainingSetup setup)
    {
        var model = setup.CreateModel();
        var runner = new StepRunner(setup, model, new ModelOptimiser(model.Parameters, setup.Optimisers), null, new TaskBalance(setup, model));
        bool[] all = [.. setup.Tasks.Select(_ => true)];
        StepBatch[] batches = [.. Enumerable.Range(0, Batches).Select(b => new StepBatch(Enumerable.Range(b * Rows, Rows).ToArray(), all))];
        long step = 0;
        return batch => runner.Run([batches[batch]], trainsTrunk: true, rate: 1, step++);
    }

    /// <summary>Rows of noise with random labels of every task.</summary>
    internal static TrainingSetup Setup(int tasks, BalancerOptions balancing, bool oneLabel = false, SharingOptions? sharing = null)
    {
        var random = new RandomStream(1, "balancing table");
        var rows = Rows * Batches;
        var values = new float[rows * Inputs];
        foreach (ref var value in values.AsSpan()) value = (float)random.NextNormal();
        var names = Enumerable.Range(0, tasks).Select(task => $"t{task}").ToArray();
        var classes = Enumerable.Range(0, Classes).Select(c => ($"c{c}", default(Place))).ToArray();
        var targets = names.Select((_, task) => new TargetColumn(
            [.. Enumerable.Range(0, rows).Select(_ => (float)random.NextInt(Classes))], 1, [.. Enumerable.Repeat(1f, rows)], [.. Enumerable.Range(0, rows).Select(row => !oneLabel || row % tasks == task)]));
        return new TrainingSetup
        {
            Seed = 1,
            Data = new EncodedRows(rows, [new DenseColumn(values, Inputs)], [.. targets]),
            Split = new Split(new DataSet([new Table("bench", ["x"], [.. Enumerable.Range(0, rows).Select(_ => new Row([""], default))])]), new Part[rows]),
            Inputs = [new DenseShape("x", Inputs)],
            Tasks = [.. names.Select(name => new ClassificationTask { LabelSmoothing = 0 }.Fit(name, classes))],
            Sharing = (sharing ?? new HardSharing()) with { Trunk = [new DenseStage { Width = Hidden, Dropout = 0 }, new DenseStage { Width = Hidden, Dropout = 0 }] },
            Balancing = balancing,
            Optimisers = new Optimisers(new Adam(), new Adam(), new Adam()),
            Schedule = new ConstantSchedule(),
            Regime = new JointRegime(),
        };
    }

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
