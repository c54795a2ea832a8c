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

    /// <summary>Trains what is not trained yet, after adding contenders to the plan.</summary>
    /// <exception cref="OperationCanceledException">It was stopped; the next time goes on.</exception>
    public async Task<Scoreboard> TrainAsync(IEnumerable<Contender> further, CancellationToken cancellation)
    {
        Plan = Plan.With(further);
        var round = Plan.Contenders.Where(contender => _trained.Add(contender.Name)).ToList();
        foreach (var contender in round) Write(contender);
        var failures = await queue.TrainAsync([.. from contender in round from seed in Plan.Seeds from run in contender.Runs(seed) select run], cancellation).ConfigureAwait(false);
        Finished = [.. Finished, .. from contender in round from seed in Plan.Seeds from run in contender.Runs(seed) where !failures.ContainsKey(run) && store.Has(run) select store.Read(run)];
        return new Scoreboard(Plan, tasks, Finished, failures);
    }

    /// <summary>Writes the run file of a contender, so that it can be trained by hand.</summary>
    public void Write(Contender contender)
    {
        foreach (var run in contender.Runs(Plan.File.Seed))
            AtomicFile.WriteText(Path.Combine(directory, run.Task is { } task ? Contender.AloneFile(task) : contender.RunFile), RunFileWriter.Write(run.File));
    }
}
