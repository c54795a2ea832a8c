using Polytask.Metrics;
using Polytask.Numerics;
using Polytask.Runs;
using Polytask.Tasks;

namespace Polytask.Comparison;

/// <summary>Turns finished runs into figures: chosen on validation rows, measured on test rows.</summary>
internal sealed class Scoreboard
{
    private const string Validation = "validation";
    private const string Test = "test";
    private readonly ComparisonPlan _plan;
    private readonly IReadOnlyList<PredictionTask> _tasks;
    private readonly ILookup<string, FinishedRun> _runs;
    private readonly IReadOnlyDictionary<PlannedRun, string> _failures;
    private readonly Lazy<TaskResult[]> _alone;

    /// <summary>Takes what there is.</summary>
    /// <exception cref="TrainingException">A task could not be trained alone, so that there is nothing to compare with.</exception>
    public Scoreboard(ComparisonPlan plan, IReadOnlyList<PredictionTask> tasks, IReadOnlyList<FinishedRun> runs, IReadOnlyDictionary<PlannedRun, string> failures)
    {
        (_plan, _tasks, _runs, _failures) = (plan, tasks, runs.ToLookup(run => run.Run.Contender), failures);
        _alone = new(() => [.. _tasks.Select(task => Measure(_plan.Alone, task))]);
        if (failures.FirstOrDefault(failure => failure.Key.Task is not null) is { Key: { } alone, Value: { } why })
            throw new TrainingException($"{alone.Title}  could not be trained, so there is nothing to compare with: {why}");
    }

    /// <summary>All contenders with their figures; of several weightings, the best on validation rows.</summary>
    public IReadOnlyList<ContenderResult> Results()
    {
        var tuned = Tuned;
        var shown = _plan.Contenders.Where(contender => contender.IsComparable && (!contender.Tuning || contender == tuned)).Select(Measure).ToList();
        var chosen = shown.Where(result => result is { Alone: false, ValidationDeltaM: not null }).MinBy(result => result.ValidationDeltaM);
        return [.. shown.Select(result => result with { Chosen = result == chosen, MeanRank = Rank(result, shown) })];
    }

    /// <summary>The best fixed weights on validation rows.</summary>
    public Contender? Tuned => _plan.Contenders.Where(contender => contender is { Tuning: true, IsComparable: true }).MinBy(contender => Score(contender.Name) ?? double.PositiveInfinity);

    /// <summary>Δm of a contender on validation rows; <c>null</c> where it failed, or is not defined.</summary>
    public double? Score(string name)
    {
        if (_plan.Contenders.FirstOrDefault(contender => contender.Name == name) is not { } contender || Failure(contender) is not null) return null;
        return DeltaM([.. _tasks.Select(task => Rows(name, task, Validation).Average(rows => Value(task, rows)))], [.. _alone.Value.Select(task => task.Validation)]);
    }

    /// <summary>The runs of a contender that came to their end.</summary>
    public IEnumerable<FinishedRun> Runs(string contender) => _runs[contender].OrderBy(run => run.Run.Seed);

    /// <summary>The tasks that a contender hurts, by an interval on validation rows.</summary>
    public IReadOnlyList<string> HurtOnValidation(string contender) => Hurt(contender, _plan.Alone.Name, Validation);

    /// <summary>The tasks for which a contender is worse than another, by an interval on test rows.</summary>
    public IReadOnlyList<string> HurtOnTest(string contender, string other) => Hurt(contender, other, Test);

    /// <summary>By which share every task's validation metric is better where the task is trained with each other one alone: higher-order affinities of pairs.</summary>
    /// <remarks>Standley, Zamir, Chen, Guibas, Malik, Savarese, Which Tasks Should Be Learned Together in Multi-task Learning?, ICML 2020.</remarks>
    public TaskAffinity PairAffinity()
    {
        string[] names = [.. _tasks.Select(task => task.Name)];
        var affinities = names.Select(_ => Enumerable.Repeat(double.NaN, names.Length).ToArray()).ToArray();
        foreach (var pair in _plan.Contenders.Where(contender => contender.IsPair && _runs.Contains(contender.Name) && Failure(contender) is null))
        {
            int[] places = [.. pair.File.Tasks.Keys.Select(task => Array.IndexOf(names, task))];
            for (var end = 0; end < 2; end++)
            {
                var (with, task) = (places[1 - end], places[end]);
                var alone = _alone.Value[task];
                var paired = Measure(pair, _tasks[task]);
                affinities[with][task] = Gain(_tasks[task], paired.Validation, alone.Validation);
            }
        }
        return new TaskAffinity(names, affinities);
    }

    private string[] Hurt(string contender, string other, string part) =>
        [.. _tasks.Where(task => Difference(contender, other, task, part).Verdict == Verdict.Hurt).Select(task => task.Name)];

    private string? Failure(Contender contender) => _failures.FirstOrDefault(failure => failure.Key.Contender == contender.Name).Value;

    private ContenderResult Measure(Contender contender)
    {
        var alone = _alone.Value;
        if (Failure(contender) is { } failure)
            return new ContenderResult(contender.Name, contender.Alone, false, null, null, null, 0, 0, null, [], failure);
        var runs = _runs[contender.Name].ToList();
        TaskResult[] tasks = contender.Alone ? alone : [.. _tasks.Select(task => Measure(contender, task))];
        return new ContenderResult(
            contender.Name, contender.Alone, Chosen: false, DeltaM([.. tasks.Select(task => task.Test)], [.. alone.Select(task => task.Test)]), DeltaM([.. tasks.Select(task => task.Validation)], [.. alone.Select(task => task.Validation)]), null,
            runs.Sum(run => run.History.Started!.Model.Sum(part => part.Parameters)) / _plan.Seeds.Count,
            runs.Sum(run => run.History.Completed!.Seconds) / _plan.Seeds.Count,
            contender.Alone ? null : contender.RunFile, tasks);
    }

    private TaskResult Measure(Contender contender, PredictionTask task)
    {
        var values = Rows(contender.Name, task, Test).Select(rows => Value(task, rows)).ToArray();
        var metric = task.CreateMetrics()[0];
        var difference = contender.Alone ? new PairedDifference(0, null, values.Length) : Difference(contender.Name, _plan.Alone.Name, task, Test);
        return new TaskResult(
            task.Name, metric.Name, metric.Direction == Direction.Higher, values.Average(), Sample.Variance(values) is { } variance ? Math.Sqrt(variance) : null,
            Rows(contender.Name, task, Validation).Average(rows => Value(task, rows)), difference.Difference, difference.Interval?.Low, difference.Interval?.High, difference.Verdict, values);
    }

    private PairedDifference Difference(string contender, string other, PredictionTask task, string part) =>
        PairedDifference.Of(task.CreateMetrics, [.. Rows(contender, task, part).Zip(Rows(other, task, part))], _plan.File.Seed);

    /// <summary>The rows of a part as the runs of a contender predict them, seed by seed.</summary>
    private List<MeasuredRows> Rows(string contender, PredictionTask task, string part)
    {
        var scores = _runs[contender].OrderBy(run => run.Run.Seed)
            .SelectMany(run => run.Scores.Where(score => score.Part == part && score.Task == task.Name)).ToList();
        if (scores.Any(score => !score.Rows.SequenceEqual(scores[0].Rows))) throw new InvalidOperationException($"The runs of {contender} measured different {part} rows of {task.Name}.");
        return [.. scores.Select(score => score.Measured)];
    }

    private double? DeltaM(double[] values, double[] alone)
    {
        var gains = _tasks.Select((task, t) => Gain(task, values[t], alone[t])).ToArray();
        return gains.All(double.IsFinite) ? -100 * gains.Average() : null;
    }

    /// <summary>By which share a value of a task's first metric is better than that of the task alone.</summary>
    private static double Gain(PredictionTask task, double value, double alone)
    {
        var metric = task.CreateMetrics()[0];
        return (metric.Direction == Direction.Higher ? 1 : -1) * (value - alone) / metric.RelativeTo(alone);
    }

    private static double? Rank(ContenderResult result, IReadOnlyList<ContenderResult> all) => result.Tasks.Count == 0 ? null : result.Tasks.Select((task, t) =>
    {
        var others = all.Where(other => other.Tasks.Count > 0).Select(other => (task.HigherIsBetter ? 1 : -1) * (other.Tasks[t].Test - task.Test)).ToArray();
        // Those with equal figures share their ranks; it is itself among them.
        return others.Count(ahead => ahead > 0) + (others.Count(ahead => ahead == 0) + 1) / 2.0;
    }).Average();

    private static double Value(PredictionTask task, MeasuredRows rows) => task.CreateMetrics().Add(rows)[0].Value;
}
