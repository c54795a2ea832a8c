using Polytask.Metrics;
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

    /// <summary>Takes what there is.</summary>
    /// <exception cref="TrainingException">A task could not be trained alone, so that there is nothing to compare with.</exception>
    public Scoreboard(ComparisonPlan plan, IReadOnlyList<PredictionTask> tasks, IReadOnlyList<FinishedRun> runs, IReadOnlyDictionary<PlannedRun, string> failures)
    {
        (_plan, _tasks, _runs, _failures) = (plan, tasks, runs.ToLookup(run => run.Run.Contender), failures);
        if (failures.FirstOrDefault(failure => failure.Key.Task is not null) is { Key: { } alone, Value: { } why })
            throw new TrainingException($"{alone.Title}  could not be trained, so there is nothing to compare with: {why}");
    }

    /// <summary>All contenders with their figures; of several weightings, the best on validation rows.</summary>
    public IReadOnlyList<ContenderResult> Results()
    {
        var all = _plan.Contenders.Select(contender => (Contender: contender, Result: Measure(contender))).ToList();
        var weightings = all.Where(one => one.Contender.Tuning).OrderBy(one => one.Result.ValidationDeltaM ?? double.PositiveInfinity).Skip(1).ToList();
        var shown = all.Except(weightings).Select(one => one.Result).ToList();
        var chosen = shown.Where(result => result is { Alone: false, ValidationDeltaM: not null }).MinBy(result => result.ValidationDeltaM);
        return [.. shown.Select(result => result with { Chosen = result == chosen, MeanRank = Rank(result, shown) })];
    }

    private ContenderResult Measure(Contender contender)
    {
        if (_failures.FirstOrDefault(failure => failure.Key.Contender == contender.Name).Value is { } failure)
            return new ContenderResult(contender.Name, contender.Alone, false, null, null, null, 0, 0, null, [], failure);
        var runs = _runs[contender.Name].ToList();
        TaskResult[] tasks = [.. _tasks.Select(task => Measure(contender, task))];
        return new ContenderResult(
            contender.Name, contender.Alone, Chosen: false,
            DeltaM(tasks, Test), DeltaM(tasks, Validation), null,
            runs.Sum(run => run.History.Started!.Model.Sum(part => part.Parameters)) / _plan.Seeds.Count,
            runs.Sum(run => run.History.Completed!.Seconds) / _plan.Seeds.Count,
            contender.Alone ? null : $"{FileNames.Of(contender.Name)}.yaml", tasks);
    }

    private TaskResult Measure(Contender contender, PredictionTask task)
    {
        var (ours, alone) = (Rows(contender.Name, task, Test), Rows(Contender.AloneName, task, Test));
        var (ourChoice, aloneChoice) = (Rows(contender.Name, task, Validation), Rows(Contender.AloneName, task, Validation));
        var values = ours.Select(rows => Value(task, rows)).ToArray();
        var metric = task.CreateMetrics()[0];
        var test = contender.Alone ? new PairedDifference(0, null, ours.Count) : PairedDifference.Of(task.CreateMetrics, [.. ours.Zip(alone)], _plan.File.Seed);
        var choice = contender.Alone ? test : PairedDifference.Of(task.CreateMetrics, [.. ourChoice.Zip(aloneChoice)], _plan.File.Seed);
        return new TaskResult(
            task.Name, metric.Name, metric.Direction == Direction.Higher, values.Average(), Deviation(values), ourChoice.Average(rows => Value(task, rows)),
            test.Difference, test.Interval?.Low, test.Interval?.High, test.Verdict, choice.Verdict == Verdict.Hurt);
    }

    /// <summary>The rows of a part as the runs of a contender predict them, seed by seed.</summary>
    private List<MeasuredRows> Rows(string contender, PredictionTask task, string part)
    {
        var scores = _runs[contender].OrderBy(run => run.Run.Seed)
            .SelectMany(run => run.Scores.Where(score => score.Part == part && score.Task == task.Name)).ToList();
        if (scores.Any(score => !score.Rows.SequenceEqual(scores[0].Rows))) throw new InvalidOperationException($"The runs of {contender} measured different {part} rows of {task.Name}.");
        return [.. scores.Select(score => score.Measured)];
    }

    private double? DeltaM(IReadOnlyList<TaskResult> tasks, string part)
    {
        var changes = tasks.Zip(_tasks, (result, task) =>
        {
            var ours = part == Test ? result.Test : result.Validation;
            var alone = Rows(Contender.AloneName, task, part).Average(rows => Value(task, rows));
            return (result.HigherIsBetter ? -1 : 1) * (ours - alone) / Math.Abs(alone);
        }).ToArray();
        return changes.All(double.IsFinite) ? 100 * changes.Average() : null;
    }

    private static double? Rank(ContenderResult result, IReadOnlyList<ContenderResult> all) => result.Tasks.Count == 0 ? null : result.Tasks.Select((task, t) =>
    {
        var others = all.Where(other => other.Tasks.Count > 0).Select(other => (task.HigherIsBetter ? 1 : -1) * (other.Tasks[t].Test - task.Test)).ToArray();
        // Those with equal figures share their ranks; it is itself among them.
        return others.Count(ahead => ahead > 0) + (others.Count(ahead => ahead == 0) + 1) / 2.0;
    }).Average();

    private static double Value(PredictionTask task, MeasuredRows rows)
    {
        var metrics = task.CreateMetrics();
        for (var i = 0; i < rows.Count; i++) metrics.Add(rows.Prediction(i), rows.Target(i), rows.Weight(i));
        return metrics[0].Value;
    }

    private static double? Deviation(double[] values)
    {
        if (values.Length < 2) return null;
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }
}
