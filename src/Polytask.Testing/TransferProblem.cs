using System.Globalization;
using Polytask.Configuration;
using Polytask.Data;
using Polytask.Features;
using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Optimisation;
using Polytask.Sharing;
using Polytask.Tasks;
using Polytask.Training;

namespace Polytask.Testing;

/// <summary>
/// Made-up tasks of which it is known what sharing does to them: each is to tell on which side of a plane w · x = 0 a row lies, from few labels with noise, with a trunk of few
/// numbers per row. Tasks with the same w need the same number and are related; tasks whose w are at right angles need numbers of their own, and hurt each other where there are fewer.
/// </summary>
/// <param name="Directions">The direction of each task: tasks with equal numbers are related. Those of a number below 0 are nothing but noise.</param>
/// <param name="Labels">Training rows with a label of each task; no row has labels of two.</param>
/// <param name="Width">Numbers per row of the trunk.</param>
/// <param name="Inputs">Numbers of a row that can be seen: the more, the more labels a task alone needs, and the less it is lucky.</param>
/// <param name="Epochs">Epochs of training: where there are fewer numbers than planes, it takes long to leave what lies between these.</param>
/// <param name="BatchSize">Rows per step; with a few labels of each task in a step, affinities are hardly more than chance.</param>
/// <param name="MeasureAffinity">Steps from one measurement of affinities to the next; 0 for none.</param>
public sealed record TransferProblem(IReadOnlyList<int> Directions, int Labels, int Width, int Inputs = 12, int Epochs = 30, int BatchSize = 80, int MeasureAffinity = 0)
{
    private const int Validation = 300;
    private const int Test = 1000;
    private const double Noise = 0.5;

    /// <summary>The tasks, named after their directions: <c>a1</c> and <c>a2</c> are related, and so on; <c>noise1</c> is noise.</summary>
    public IReadOnlyList<string> Tasks =>
        [.. Directions.Select((direction, i) => $"{(direction < 0 ? "noise" : ((char)('a' + direction)).ToString())}{1 + Directions.Take(i).Count(earlier => earlier == direction)}")];

    /// <summary>Writes the data as a CSV file: labels for training on rows of their own, and rows for validation and for test with the labels of all.</summary>
    public void Write(string path, long seed)
    {
        var random = new RandomStream(seed, "transfer");
        var lines = new List<string> { string.Join(',', [.. Enumerable.Range(0, Inputs).Select(i => $"x{i}"), "part", .. Tasks]) };
        for (var row = 0; row < Labels * Directions.Count; row++) lines.Add(Row(random, "train", row % Directions.Count));
        for (var row = 0; row < Validation; row++) lines.Add(Row(random, "validation", null));
        for (var row = 0; row < Test; row++) lines.Add(Row(random, "test", null));
        File.WriteAllLines(path, lines);
    }

    /// <summary>A run file for the data.</summary>
    public RunFile RunFile(string data, long seed) => new()
    {
        Name = "transfer",
        Seed = seed,
        Data = new Dictionary<string, SourceOptions> { ["rows"] = new CsvSource { Path = data } },
        Split = new GivenSplit { Column = "part", ValidationOneIn = 0 },
        Inputs = Enumerable.Range(0, Inputs).ToDictionary(i => $"x{i}", EncoderOptions (_) => new NumberEncoderOptions()),
        Tasks = Tasks.ToDictionary(task => task, TaskOptions (_) => new BinaryTask()),
        Sharing = new HardSharing { Trunk = [new DenseStage { Width = Width, Activation = ActivationFunction.None, Dropout = 0 }] },
        Optimiser = new Adam { LearningRate = 0.03 },
        Training = new JointRegime { Epochs = Epochs, BatchSize = BatchSize, MeasureAffinity = MeasureAffinity },
    };

    private string Row(RandomStream random, string part, int? labelled)
    {
        double[] x = [.. Enumerable.Range(0, Inputs).Select(_ => random.NextNormal())];
        // A direction is a few of the numbers of x, so that no two have any in common.
        string Label(int direction) => (direction < 0 ? 0 : x.Where((_, i) => i % 3 == direction).Sum()) + Noise * random.NextNormal() > 0 ? "yes" : "no";
        string[] labels = [.. Directions.Select((direction, task) => Label(direction) is var label && (labelled ?? task) == task ? label : "")];
        return string.Join(',', [.. x.Select(Text), part, .. labels]);
    }

    private static string Text(double value) => value.ToString("0.#####", CultureInfo.InvariantCulture);
}
