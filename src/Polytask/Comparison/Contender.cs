using Polytask.Balancing;
using Polytask.Configuration;
using Polytask.LinearModels;
using Polytask.Sharing;
using Polytask.Tasks;
using Polytask.Training;

namespace Polytask.Comparison;

/// <summary>A way to train the tasks that takes part in a comparison: one model for all of them, or one for each.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="File">Its run file.</param>
/// <param name="Alone">Whether every task has a model of its own.</param>
/// <param name="Tuning">Whether it is one of several weightings, of which the best on validation rows stands for all.</param>
/// <param name="IsPair">Whether it trains two of the tasks alone, to see what they do for each other.</param>
/// <param name="IsShort">Whether it has a part of its epochs, to see whether it deserves them all.</param>
public sealed record Contender(string Name, RunFile File, bool Alone = false, bool Tuning = false, bool IsPair = false, bool IsShort = false)
{
    /// <summary>Whether its figures can be set beside those of the others: it trains all tasks, for as long as they do.</summary>
    public bool IsComparable => !IsPair && !IsShort;

    /// <summary>
    /// Every task by itself: the same inputs and trunk, the same budget of epochs; a linear model has the penalty that holds nothing together, so that tasks that a column
    /// names are solved in one run.
    /// </summary>
    public static Contender OfAlone(RunFile file) => new("alone", file with
    {
        Balancing = new Equal(),
        Sharing = file.Sharing as HardSharing ?? new HardSharing { Trunk = file.Sharing.Stages },
        Training = file.Training as JointRegime ?? Joint(file.Training),
        Linear = file.Linear is { } linear ? OfItself(linear) : null,
    }, Alone: true);

    /// <summary>One model in which only the tasks of a group share; otherwise as a run file says.</summary>
    public static Contender OfGroups(RunFile file, IReadOnlyList<IReadOnlyList<string>> groups)
    {
        var (stages, own) = (file.Sharing.Stages, file.Sharing.OwnStages.Count(stage => stage.IsTrained));
        IReadOnlyList<IReadOnlyList<string>> single = [.. file.Tasks.Keys.Select(task => new[] { task })];
        return new Contender(TaskNames.OfGroups(groups), file with
        {
            Balancing = groups.Any(group => group.Count > 1) ? file.Balancing : new Equal(),
            Sharing = new Branched
            {
                Trunk = stages,
                Groups = groups,
                StageGroups = own == 0 ? [] : [.. Enumerable.Repeat(groups, stages.Count(stage => stage.IsTrained) - own), .. Enumerable.Repeat(single, own)],
            },
        });
    }

    /// <summary>Every pair of tasks by itself.</summary>
    public static IEnumerable<Contender> OfPairs(RunFile file) =>
        from one in file.Tasks.Index()
        from other in file.Tasks.Skip(one.Index + 1)
        let tasks = Pair(one.Item, other)
        // A kind that names the tasks, such as branched, has no meaning for two of them.
        let sharing = file.Sharing.ProblemsWith(tasks.Keys).Any() ? new HardSharing { Trunk = file.Sharing.Stages } : file.Sharing
        select new Contender($"{one.Item.Key} with {other.Key}", file with { Tasks = tasks, Sharing = sharing }, IsPair: true);

    /// <summary>The same with fewer epochs; what a schedule does over a run, it does over those.</summary>
    public Contender ShortenedTo(int epochs) =>
        this with { Name = $"{Name}, {epochs} {(epochs == 1 ? "epoch" : "epochs")}", File = File with { Training = File.Training with { Epochs = epochs } }, IsShort = true };

    /// <summary>Its run file, in the directory of a comparison.</summary>
    public string RunFile => $"{FileNames.Of(Name)}.yaml";

    /// <summary>The run file that trains a task by itself, in the directory of a comparison; tasks that a column names have one together.</summary>
    public static string AloneFile(string task) => $"alone-{FileNames.Of(task.Split('/')[0])}.yaml";

    /// <summary>Its runs with one seed.</summary>
    public IEnumerable<PlannedRun> Runs(long seed) => Alone
        ? File.Tasks.Select(task => new PlannedRun(Name, task.Key, seed, Named($"{task.Key} alone", seed) with { Tasks = new Dictionary<string, TaskOptions> { [task.Key] = task.Value.Among([]) } }))
        : [new PlannedRun(Name, null, seed, Named(Name, seed))];

    private static Dictionary<string, TaskOptions> Pair(KeyValuePair<string, TaskOptions> one, KeyValuePair<string, TaskOptions> other) => new()
    {
        [one.Key] = one.Value.Among([other.Key]),
        [other.Key] = other.Value.Among([one.Key]),
    };

    private RunFile Named(string name, long seed) => File with { Name = $"{string.Concat(name.Select(letter => char.IsLetterOrDigit(letter) || letter is '_' or '-' ? letter : ' ')).Trim()} seed {seed}", Seed = seed };

    /// <summary>The strength that suits one penalty says nothing of another: validation rows choose it.</summary>
    private static Ridge OfItself(LinearOptions linear) => new()
    {
        Strengths = linear.Strengths,
        Smallest = linear.Smallest,
        Intercept = linear.Intercept,
        Tolerance = linear.Tolerance,
        Steps = linear.Steps,
    };

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
