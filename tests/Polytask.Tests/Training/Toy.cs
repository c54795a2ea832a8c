using System.Globalization;
using Polytask.Balancing;
using Polytask.Data;
using Polytask.Features;
using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Optimisation;
using Polytask.Sharing;
using Polytask.Tasks;
using Polytask.Text.Features;
using Polytask.Training;

namespace Polytask.Tests.Training;

/// <summary>
/// Made-up rows with a text, a category and a number, and labels that follow from them. Some inputs and some labels are missing;
/// every label has a column with a weight per row.
/// </summary>
internal static class Toy
{
    public static readonly string[] Columns = ["part", "text", "tag", "size", "weight", "topic", "price", "sold", "stars", "flags"];

    private static readonly Dictionary<string, TaskOptions> AllTasks = new()
    {
        ["topic"] = new ClassificationTask(),
        ["price"] = new RegressionTask(),
        ["sold"] = new BinaryTask(),
        ["stars"] = new OrdinalTask { Order = ["1", "2", "3", "4"] },
        ["flags"] = new MultiLabelTask { Labels = ["a", "b"] },
    };

    public static readonly IReadOnlyDictionary<string, EncoderOptions> Inputs = new Dictionary<string, EncoderOptions>
    {
        ["text"] = new TextEncoderOptions { Embedding = 5, WordNGrams = 1 },
        ["tag"] = new CategoryEncoderOptions { Embedding = 3, Wide = false, Pooling = Pooling.Mean },
        ["size"] = new NumberEncoderOptions(),
    };

    public static readonly SharingOptions Hard = new HardSharing { Trunk = [new DenseStage { Width = 6, Dropout = 0 }] };

    /// <summary>The first tasks of five: classification, regression, binary, ordinal, multi-label.</summary>
    public static IReadOnlyDictionary<string, TaskOptions> Tasks(int count, string? rowWeight = null) =>
        AllTasks.Take(count).ToDictionary(task => task.Key, task => task.Value with { RowWeight = rowWeight });

    /// <summary>Five tasks, each of which tells others or is told: price tells sold, sold tells topic and flags, and these tell stars; or the other way round, in part without gradient.</summary>
    public static IReadOnlyDictionary<string, TaskOptions> Linked(bool backwards = false) => AllTasks.ToDictionary(task => task.Key, task => (task.Key, backwards) switch
    {
        ("sold", false) => task.Value with { From = ["price"], Weight = 2 },
        ("topic" or "flags", false) => task.Value with { From = ["sold"] },
        ("stars", false) => task.Value with { From = ["topic", "flags"] },
        ("price", true) => task.Value with { From = ["stars"], StopGradient = true },
        ("sold", true) => task.Value with { From = ["price", "stars"] },
        _ => task.Value,
    });

    /// <summary>Rows, three fifths of them for training.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="missing">The share of labels that are missing.</param>
    /// <param name="seed">The seed.</param>
    public static Table Table(int rows, double missing = 0.2, long seed = 1)
    {
        var random = new RandomStream(seed, "toy");
        return new Table("toy", Columns, [.. Enumerable.Range(0, rows).Select(i => new Row(Values(random, i, missing), new Place("toy.csv", i + 2)))]);
    }

    public static PreparedData Prepare(Table table, IReadOnlyDictionary<string, TaskOptions> tasks, IReadOnlyDictionary<string, EncoderOptions>? inputs = null) =>
        Prepare([table], tasks, inputs);

    public static PreparedData Prepare(Table[] tables, IReadOnlyDictionary<string, TaskOptions> tasks, IReadOnlyDictionary<string, EncoderOptions>? inputs = null) =>
        PreparedData.Fit(new DataSet(tables), new GivenSplit { Column = "part", ValidationOneIn = 0 }, inputs ?? Inputs, tasks, CancellationToken.None);

    public static TrainingSetup Setup(PreparedData prepared, RegimeOptions? regime = null, SharingOptions? sharing = null, OptimiserOptions? optimiser = null) => new()
    {
        Seed = 1,
        Data = prepared.Rows,
        Split = prepared.Split,
        Inputs = [.. prepared.Encoders.Select(encoder => encoder.Shape)],
        Tasks = prepared.Tasks,
        Sharing = sharing ?? Hard,
        Balancing = new Equal(),
        Optimisers = optimiser is null ? new(new Adam { LearningRate = 0.01 }, new Adagrad { LearningRate = 0.1 }, new Adagrad { LearningRate = 0.01 }) : new(optimiser, optimiser, optimiser),
        Schedule = new ConstantSchedule(),
        Regime = regime ?? new JointRegime { Epochs = 3, BatchSize = 8 },
    };

    public static TrainingSetup Setup(int rows = 60, int tasks = 3, RegimeOptions? regime = null, SharingOptions? sharing = null, OptimiserOptions? optimiser = null) =>
        Setup(Prepare(Table(rows), Tasks(tasks)), regime, sharing, optimiser);

    private static string?[] Values(RandomStream random, int i, double missing)
    {
        int[] words = [.. Enumerable.Range(0, 2 + random.NextInt(5)).Select(_ => random.NextInt(12))];
        int Count(int kind) => words.Count(word => word % 3 == kind);
        var (tag, size) = (random.NextInt(4), random.NextNormal());
        var topic = Count(0) >= Count(1) && Count(0) >= Count(2) ? "red" : Count(1) >= Count(2) ? "green" : "blue";
        var flags = string.Join('|', new[] { Count(0) > 1 ? "a" : null, tag > 1 ? "b" : null }.OfType<string>());
        string? Unless(double share, string value) => random.NextDouble() < share ? null : value;
        return
        [
            (i % 5) switch { 3 => "validation", 4 => "test", _ => "train" },
            Unless(0.05, string.Join(' ', words.Select(word => $"w{word}"))), Unless(0.1, $"tag{tag}"), Unless(0.1, Text(size)), Unless(0.2, Text(random.NextInt(4) / 2.0)),
            Unless(missing, topic), Unless(missing, Text(3 * size + Count(0))), Unless(missing, Count(1) + tag > 2 ? "yes" : "no"),
            Unless(missing, $"{Math.Clamp(1 + Count(2), 1, 4)}"), Unless(missing, flags.Length > 0 ? flags : "none"),
        ];
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
