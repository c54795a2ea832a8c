using Polytask.Configuration;
using Polytask.Runs;
using Polytask.Tasks;

namespace Polytask.Comparison;

/// <summary>Trains the contenders of a comparison round by round: what one round shows decides what the next tries.</summary>
/// <param name="plan">The first round.</param>
/// <param name="tasks">The tasks.</param>
/// <param name="store">Finished runs.</param>
/// <param name="queue">Trains runs.</param>
/// <param name="directory">The directory of the comparison: it gets the run file of every contender.</param>
internal sealed class Rounds(ComparisonPlan plan, IReadOnlyList<PredictionTask> tasks, RunStore store, RunQueue queue, string directory)
{
    private readonly HashSet<string> _trained = [];

    /// <summary>All contenders so far.</summary>
    public ComparisonPlan Plan { get; private set; } = plan;

    /// <summary>All runs that came to their end.</summary>
    public IReadOnlyList<FinishedRun> Finished { get; private set; } = [];

    /// <summary>What there was no time for.</summary>
    public IReadOnlyList<Contender> LeftOut { get; private set; } = [];

    /// <summary>Trains what is not trained yet, after adding contenders to the plan; those for which there is no time leave it again.</summary>
    /// <exception cref="TrainingException">There was no time for the tasks alone and the run file.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; the next time goes on.</exception>
    public async Task<Scoreboard> TrainAsync(IEnumerable<Contender> further, CancellationToken cancellation)
    {
        Plan = Plan.With(further);
        var round = Plan.Contenders.Where(contender => _trained.Add(contender.Name)).ToList();
        foreach (var contender in round.Where(contender => !contender.IsShort)) Write(contender);
        var failures = await queue.TrainAsync([.. round.SelectMany(AllRuns)], cancellation).ConfigureAwait(false);
        Finished = [.. Finished, .. from contender in round from run in AllRuns(contender) where !failures.ContainsKey(run) && store.Has(run) select store.Read(run)];
        var failed = failures.Keys.Select(run => run.Contender).ToHashSet();
        LeaveOut([.. round.Where(contender => !failed.Contains(contender.Name) && !AllRuns(contender).All(store.Has))]);
        return new Scoreboard(Plan, tasks, Finished, failures);
    }

    /// <summary>Writes the run file of a contender, so that it can be trained by hand.</summary>
    public void Write(Contender contender)
    {
        foreach (var run in contender.Runs(Plan.File.Seed))
            AtomicFile.WriteText(Path.Combine(directory, run.Task is { } task ? Contender.AloneFile(task) : contender.RunFile), RunFileWriter.Write(run.File));
    }

    private IReadOnlyList<PlannedRun> AllRuns(Contender contender) => [.. Plan.Seeds.SelectMany(contender.Runs)];

    private void LeaveOut(IReadOnlyList<Contender> contenders)
    {
        if (contenders.Any(contender => contender == Plan.Alone || contender == Plan.Given))
        {
            PlannedRun[] needed = [.. AllRuns(Plan.Alone), .. AllRuns(Plan.Given)];
            throw new TrainingException($"--within: the time was over before the tasks alone and the run file were trained, and without them there is nothing to compare: {needed.Count(store.Has)} of {needed.Length} runs are finished. They are kept: the same command goes on. Or give more time, or fewer --seeds.");
        }
        LeftOut = [.. LeftOut, .. contenders];
        Plan = Plan with { Contenders = [.. Plan.Contenders.Except(contenders)] };
    }
}
