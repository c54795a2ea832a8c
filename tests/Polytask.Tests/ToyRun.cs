using Polytask.Balancing;
using Polytask.Configuration;
using Polytask.Data;
using Polytask.Runs;
using Polytask.Sharing;
using Polytask.Tests.Runs;
using Polytask.Tests.Training;
using Polytask.Training;

namespace Polytask.Tests;

/// <summary>Experiments on made-up rows, in a folder that is gone after the test.</summary>
internal sealed class ToyRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ToyRun(int rows = 60, int tasks = 3, BalancerOptions? balancing = null, SharingOptions? sharing = null)
    {
        Write(Toy.Table(rows), Data);
        File = new RunFile
        {
            Data = new Dictionary<string, SourceOptions> { ["toy"] = new CsvSource { Path = Data } },
            Split = new GivenSplit { Column = "part", ValidationOneIn = 0 },
            Inputs = Toy.Inputs,
            Tasks = Toy.Tasks(tasks, rowWeight: "weight"),
            Sharing = sharing ?? new HardSharing { Trunk = [new DenseStage { Width = 6, Dropout = 0.2 }] },
            Balancing = balancing ?? new Equal(),
            Training = new JointRegime { Epochs = 3, BatchSize = 8 },
        };
    }

    public RunFile File { get; }

    /// <summary>The data file.</summary>
    public string Data => _folder["toy.csv"];

    /// <summary>A path in the folder.</summary>
    public string this[string name] => _folder[name];

    public RunResult Train(string name, RegimeOptions? regime = null, Action<RunEvent>? onEvent = null, CancellationToken? stop = null) =>
        new Experiment(File with { Training = regime ?? File.Training }).Train(Options(onEvent) with { Directory = this[name] }, stop ?? TestContext.Current.CancellationToken);

    public RunResult Resume(string name, Action<RunEvent>? onEvent = null, CancellationToken? stop = null) =>
        Experiment.Resume(this[name], Options(onEvent), stop ?? TestContext.Current.CancellationToken);

    /// <summary>Cells are quoted where they need be: none of the made-up ones does.</summary>
    public static void Write(Table table, string path) =>
        System.IO.File.WriteAllLines(path, [string.Join(',', table.Columns), .. table.Rows.Select(row => string.Join(',', row.Values))]);

    public void Dispose() => _folder.Dispose();

    private static RunOptions Options(Action<RunEvent>? onEvent) => new() { OnEvent = onEvent };
}
