using Polytask.Data;
using Polytask.Metrics;
using Polytask.Models;
using Polytask.Numerics;
using Polytask.Runs;
using Polytask.Tasks;

namespace Polytask.Inference;

/// <summary>Measures what a model reaches on rows with labels: metrics with 95 % intervals, confusions, hardest mistakes, and of images some at random.</summary>
public static class Evaluator
{
    private const int MistakesShown = 12;
    private const int SamplesShown = 6;
    private const int InputShown = 160;

    /// <summary>Measures every task on those of the rows that have its label.</summary>
    /// <param name="networks">The networks, and the tasks that each serves.</param>
    /// <param name="tasks">The tasks, in the order of the targets.</param>
    /// <param name="encoded">All rows, as numbers.</param>
    /// <param name="rows">The rows to measure.</param>
    /// <param name="data">All rows as read.</param>
    /// <param name="inputColumn">The column of the first input, which stands beside rows that are shown.</param>
    /// <param name="seed">The seed of the intervals' bootstrap and of the rows that are shown.</param>
    public static IReadOnlyList<TaskEvaluation> Evaluate(
        IReadOnlyList<(IReadOnlyList<int> Tasks, MultiTaskModel Network)> networks, IReadOnlyList<PredictionTask> tasks,
        EncodedRows encoded, ReadOnlyMemory<int> rows, DataSet data, string inputColumn, long seed)
    {
        var column = data.Column(inputColumn);
        string Input(int row) => encoded.Inputs[0].Picture(row) ?? Shorten(column(row) ?? "");
        var shuffled = rows.ToArray();
        new RandomStream(seed, "samples").Shuffle(shuffled);
        var evaluations = new TaskEvaluation[tasks.Count];
        foreach (var (served, network) in networks)
        {
            var scores = TaskScores.Of(network, tasks, encoded, rows, [.. tasks.Select((_, task) => served.Contains(task))]);
            foreach (var task in served)
            {
                var shown = new ShownRows(network, tasks[task], task, scores[task], encoded, data, Input);
                evaluations[task] = Evaluate(tasks[task], scores[task], seed) with
                {
                    Mistakes = shown.Worst(MistakesShown), Samples = shown.First(SamplesShown, shuffled), Legend = (tasks[task] as PixelTask)?.Legend,
                };
            }
        }
        return evaluations;
    }

    private static TaskEvaluation Evaluate(PredictionTask task, TaskScores scores, long seed)
    {
        if (scores.Rows.Count == 0) return new TaskEvaluation(task.Name, 0, double.NaN, [], null, []);
        var metrics = scores.Measure();
        var measured = scores.Measured;
        var intervals = Bootstrap.Intervals(task.CreateMetrics, measured, seed);
        return new TaskEvaluation(
            task.Name, scores.Rows.Count, scores.MeanLoss,
            [.. metrics.Select((m, i) => new MetricValue(m.Name, m.Value, m.Direction == Direction.Higher, m.Unit, intervals[i]?.Low, intervals[i]?.High))],
            metrics.Confusion is { } confusion ? Table(confusion, task.ClassNames) : null, []);
    }

    private static string Shorten(string text) => text.Length <= InputShown ? text : string.Concat(text.AsSpan(0, InputShown), "…");

    private static Confusion Table(ClassTable confusion, IReadOnlyList<string> labels) => new(
        labels, [.. labels.Select((_, truth) => (IReadOnlyList<long>)[.. labels.Select((_, predicted) => (long)Math.Round(confusion[truth, predicted]))])], confusion.Counted);
}
