using Polytask.Balancing;
using Polytask.Configuration;
using Polytask.Sharing;
using Polytask.Training;

namespace Polytask.Comparison;

/// <summary>A way to train the tasks that takes part in a comparison: one model for all of them, or one for each.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="File">Its run file.</param>
/// <param name="Alone">Whether every task has a model of its own.</param>
/// <param name="Tuning">Whether it is one of several weightings, of which the best on validation rows stands for all.</param>
public sealed record Contender(string Name, RunFile File, bool Alone = false, bool Tuning = false)
{
    /// <summary>Every task by itself: the same inputs and trunk, the same budget of epochs.</summary>
    public static Contender OfAlone(RunFile file) => new("alone", file with
    {
        Balancing = new Equal(),
        Sharing = file.Sharing as HardSharing ?? new HardSharing { Trunk = file.Sharing.Trunk },
        Training = file.Training as JointRegime ?? Joint(file.Training),
    }, Alone: true);

    /// <summary>Its runs with one seed.</summary>
    public IEnumerable<PlannedRun> Runs(long seed) => Alone
        ? File.Tasks.Select(task => new PlannedRun(Name, task.Key, seed, Named($"{task.Key} alone", seed) with { Tasks = new Dictionary<string, Tasks.TaskOptions> { [task.Key] = task.Value.Alone() } }))
        : [new PlannedRun(Name, null, seed, Named(Name, seed))];

    private RunFile Named(string name, long seed) => File with { Name = $"{string.Concat(name.Select(letter => char.IsLetterOrDigit(letter) || letter is '_' or '-' ? letter : ' ')).Trim()} seed {seed}", Seed = seed };

    private static JointRegime Joint(RegimeOptions regime) => new()
    {
        Epochs = regime.Epochs,
        BatchSize = regime.BatchSize,
        Accumulate = regime.Accumulate,
        ClipNorm = regime.ClipNorm,
        Patience = regime.Patience,
        TaskPatience = regime.TaskPatience,
        Keep = regime.Keep,
        CheckpointSeconds = regime.CheckpointSeconds,
        BalanceEvery = regime.BalanceEvery,
        MeasureGradients = regime.MeasureGradients,
    };
}
