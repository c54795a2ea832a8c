using Polytask.Data;
using Polytask.Metrics;
using Polytask.Models;
using Polytask.Runs;
using Polytask.Tasks;

namespace Polytask.Inference;

/// <summary>Measures what a model reaches on rows with labels: metrics with 95 % intervals, confusions, hardest mistakes.</summary>
public static class Evaluator
{
    private const int MistakesShown = 12;
    private const int InputShown = 160;

    /// <summary>Measures every task on those of the rows that have its label.</summary>
    /// <param name="networks">The networks, and the tasks that each serves.</param>
    /// <param name="tasks">The tasks, in the order of the targets.</param>
    /// <param name="encoded">All rows, as numbers.</param>
    /// <param name="rows">The rows to measure.</param>
    /// <param name="data">All rows as read.</param>
    /// <param name="inputColumn">The column of the first input, which stands beside mistakes.</param>
    /// <param name="seed">The seed of the intervals' bootstrap.</param>
    public static IReadOnlyList<TaskEvaluation> Evaluate(
        IReadOnlyList<(IReadOnlyList<int> Tasks, MultiTaskModel Network)> networks, IReadOnlyList<PredictionTask> tasks,
        EncodedRows encoded, ReadOnlyMemory<int> rows, DataSet data, string inputColumn, long seed)
    {
        var column = data.Column(inputColumn);
        string Input(int row) => encoded.Inputs[0].Picture(row) ?? Shorten(column(row) ?? "");
        var evaluations = new TaskEvaluation[tasks.Count];
        foreach (var (served, network) in networks)
        {
            var scores = TaskScores.Of(network, tasks, encoded, rows, [.. tasks.Select((_, task) => served.Contains(task))]);
            foreach (var task in served) evaluations[task] = Evaluate(tasks[task], scores[task], seed) with
            {
                Mistakes = [.. tasks[task] is PixelTask pixels ? Pixels(network, pixels, task, scores[task], encoded, data, Input) : Mistakes(tasks[task], scores[task], data, Input)],
            };
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
            metrics.Confusion is { } confusion ? Table(confusion, task.PredictionNames) : null, []);
    }

    private static IEnumerable<Mistake> Mistakes(PredictionTask task, TaskScores scores, DataSet data, Func<int, string> input)
    {
        var measured = scores.Measured;
        var mistakes =
            from i in Enumerable.Range(0, scores.Rows.Count).OrderByDescending(i => scores.Losses[i])
            let truth = task.TargetLabel(measured.Target(i))
            let prediction = task.Label(measured.Prediction(i))
            where truth != prediction
            select new Mistake(data[scores.Rows[i]].Place.ToString(), input(scores.Rows[i]), truth, prediction, scores.Losses[i]);
        return mistakes.Take(MistakesShown);
    }

    /// <summary>The worst images with pictures of what is there and of what was predicted, for which they are predicted once more.</summary>
    private static IEnumerable<Mistake> Pixels(MultiTaskModel network, PixelTask task, int index, TaskScores scores, EncodedRows encoded, DataSet data, Func<int, string> input)
    {
        (int Row, double Loss)[] worst = [.. scores.Rows.Zip(scores.Losses).OrderByDescending(row => row.Second).Take(MistakesShown)];
        var prediction = new float[task.PredictionWidth];
        var shown = 0;
        foreach (var (batch, outputs, _) in Predictions.Of(network, encoded, worst.Select(row => row.Row).ToArray(), _ => [.. network.Tasks.Select((_, other) => other == index)]))
            for (var i = 0; i < batch.Count; i++, shown++)
            {
                task.Predict(outputs[index, i], prediction);
                var (row, loss) = worst[shown];
                yield return new Mistake(data[row].Place.ToString(), input(row), task.Picture(encoded.Targets[index][row]), task.Picture(prediction), loss);
            }
    }

    private static string Shorten(string text) => text.Length <= InputShown ? text : string.Concat(text.AsSpan(0, InputShown), "…");

    private static Confusion Table(ConfusionMatrix confusion, IReadOnlyList<string> labels) => new(
        labels, [.. labels.Select((_, truth) => (IReadOnlyList<long>)[.. labels.Select((_, predicted) => (long)Math.Round(confusion[truth, predicted]))])]);
}
