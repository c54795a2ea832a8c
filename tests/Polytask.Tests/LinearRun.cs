using System.Globalization;
using Polytask.Configuration;
using Polytask.Data;
using Polytask.Features;
using Polytask.LinearModels;
using Polytask.Numerics;
using Polytask.Runs;
using Polytask.Tasks;
using Polytask.Tests.Runs;

namespace Polytask.Tests;

/// <summary>A run of a linear model on made-up pupils of made-up schools: one task for each school, with a score, and with a pass.</summary>
internal sealed class LinearRun : IDisposable
{
    public const int Schools = 4;

    private readonly TemporaryFolder _folder = new();

    public LinearRun(LinearOptions? linear = null)
    {
        var random = new RandomStream(1, "schools");
        var table = _folder["pupils.csv"];
        System.IO.File.WriteAllLines(table, ["school,part,fold,age,tests,score,pass", .. Enumerable.Range(0, 160).Select(i => Pupil(i, random))]);
        File = new RunFile
        {
            Data = new Dictionary<string, SourceOptions> { ["pupils"] = new CsvSource { Path = table } },
            Split = new GivenSplit { Column = "part", ValidationOneIn = 0 },
            Inputs = new Dictionary<string, EncoderOptions> { ["age"] = new NumberEncoderOptions(), ["tests"] = new NumberEncoderOptions() },
            Tasks = new Dictionary<string, TaskOptions> { ["score"] = new RegressionTask { ForEach = "school" }, ["pass"] = new BinaryTask { ForEach = "school" } },
            Linear = linear ?? new MeanRegularised { Strengths = 5 },
        };
    }

    public RunFile File { get; }

    /// <summary>A path in the folder.</summary>
    public string this[string name] => _folder[name];

    public RunResult Train(string name, Action<RunEvent>? onEvent = null, CancellationToken? stop = null) =>
        new Experiment(File).Train(new RunOptions { OnEvent = onEvent, Directory = this[name] }, stop ?? TestContext.Current.CancellationToken);

    public RunResult Resume(string name, Action<RunEvent>? onEvent = null, CancellationToken? stop = null) =>
        Experiment.Resume(this[name], new RunOptions { OnEvent = onEvent }, stop ?? TestContext.Current.CancellationToken);

    public void Dispose() => _folder.Dispose();

    private static string Pupil(int index, RandomStream random)
    {
        var (school, age, tests) = (index % Schools + 9, random.NextNormal(), random.NextNormal());
        var score = 50 + 8 * tests + (school - 10) * age + 2 * random.NextNormal();
        string[] cells = [$"{school}", index % 5 is 3 ? "validation" : index % 5 is 4 ? "test" : "train", index % 5 is 4 ? "test" : "train", .. new[] { age, tests, score }.Select(x => x.ToString("f3", CultureInfo.InvariantCulture)), score > 50 ? "yes" : "no"];
        return string.Join(',', cells);
    }
}
