using Polytask.Data;
using Polytask.Metrics;
using Polytask.Modules;
using Polytask.Tasks;
using TorchSharp;

namespace Polytask.Models;

/// <summary>Predictions of one task for the rows that have its label, beside the labels.</summary>
public sealed class TaskScores
{
    private readonly PredictionTask _task;
    private readonly List<int> _rows = [];
    private readonly List<float> _predictions = [];
    private readonly List<double> _losses = [];
    private readonly TargetColumn _targets;

    private TaskScores(PredictionTask task, TargetColumn targets) => (_task, _targets) = (task, targets);

    /// <summary>The rows, in the order of the predictions.</summary>
    public IReadOnlyList<int> Rows => _rows;

    /// <summary>The loss of each row.</summary>
    public IReadOnlyList<double> Losses => _losses;

    /// <summary>The weighted mean of the losses.</summary>
    public double MeanLoss
    {
        get
        {
            var (sum, weight) = (0.0, 0.0);
            for (var i = 0; i < _rows.Count; i++)
            {
                sum += _targets.Weight(_rows[i]) * _losses[i];
                weight += _targets.Weight(_rows[i]);
            }
            return weight > 0 ? sum / weight : double.NaN;
        }
    }

    /// <summary>The decoded prediction of the i-th row, [prediction width].</summary>
    public ReadOnlySpan<float> Prediction(int i) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_predictions).Slice(i * _task.PredictionWidth, _task.PredictionWidth);

    /// <summary>The label of the i-th row, [target width].</summary>
    public ReadOnlySpan<float> Target(int i) => _targets[_rows[i]];

    /// <summary>The weight of the i-th row.</summary>
    public float Weight(int i) => _targets.Weight(_rows[i]);

    /// <summary>The task's metrics over all rows.</summary>
    public IReadOnlyList<Metric> Measure()
    {
        var metrics = _task.CreateMetrics();
        for (var i = 0; i < _rows.Count; i++)
            foreach (var metric in metrics) metric.Add(Prediction(i), Target(i), Weight(i));
        return metrics;
    }

    /// <summary>Predicts rows, for every task those that have its label.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tasks">The tasks, in the order of the targets.</param>
    /// <param name="data">All rows.</param>
    /// <param name="rows">The rows to predict.</param>
    /// <param name="only">The tasks to predict; by default all.</param>
    public static IReadOnlyList<TaskScores> Of(MultiTaskModel model, IReadOnlyList<PredictionTask> tasks, EncodedRows data, ReadOnlyMemory<int> rows, IReadOnlyList<bool>? only = null)
    {
        var scores = tasks.Select((task, t) => new TaskScores(task, data.Targets[t])).ToArray();
        foreach (var (batch, outputs, active) in Predictions.Of(model, data, rows, batch => Active(data, batch, only)))
            for (var task = 0; task < tasks.Count; task++)
                if (active[task]) scores[task].Add(batch, outputs, task);
        return scores;
    }

    private static bool[] Active(EncodedRows data, Batch batch, IReadOnlyList<bool>? only)
    {
        var active = new bool[data.Targets.Count];
        for (var task = 0; task < active.Length; task++)
        {
            if (only is not null && !only[task]) continue;
            foreach (var row in batch.Rows.Span)
                if (active[task] = data.Targets[task].Has(row)) break;
        }
        return active;
    }

    private void Add(Batch batch, TaskOutputs outputs, int task)
    {
        Span<float> prediction = stackalloc float[_task.PredictionWidth];
        Span<float> gradient = stackalloc float[_task.OutputWidth];
        for (var i = 0; i < batch.Count; i++)
        {
            var row = batch.Rows.Span[i];
            if (!_targets.Has(row)) continue;
            var output = outputs[task, i];
            _rows.Add(row);
            _losses.Add(_task.Loss(output, _targets[row], gradient));
            _task.Predict(output, prediction);
            _predictions.AddRange(prediction);
        }
    }
}
