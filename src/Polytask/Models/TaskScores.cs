using System.Runtime.InteropServices;
using Polytask.Data;
using Polytask.Metrics;
using Polytask.Modules;
using Polytask.Tasks;

namespace Polytask.Models;

/// <summary>Predictions of one task for the rows that have its label, beside the labels.</summary>
public sealed class TaskScores
{
    private readonly PredictionTask _task;
    private readonly TargetColumn _column;
    private readonly List<int> _rows = [];
    private readonly List<double> _losses = [];
    private readonly List<float> _predictions = [];
    private readonly List<float> _targets = [];
    private readonly List<float> _weights = [];

    private TaskScores(PredictionTask task, TargetColumn column) => (_task, _column) = (task, column);

    /// <summary>The rows, in the order of the predictions.</summary>
    public IReadOnlyList<int> Rows => _rows;

    /// <summary>The loss of each row.</summary>
    public IReadOnlyList<double> Losses => _losses;

    /// <summary>The weighted mean of the losses.</summary>
    public double MeanLoss => _losses.Zip(_weights, (loss, weight) => loss * weight).Sum() / _weights.Sum(weight => (double)weight);

    /// <summary>What metrics read of the predictions and of the labels.</summary>
    public MeasuredRows Measured => new(_predictions.ToArray(), _task.MeasureWidths.Prediction, _targets.ToArray(), _task.MeasureWidths.Target, _weights.ToArray());

    /// <summary>The task's metrics over all rows.</summary>
    public MetricSet Measure() => _task.CreateMetrics().Add(Measured);

    /// <summary>Predicts rows, for every task those that have its label.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tasks">The tasks, in the order of the targets.</param>
    /// <param name="data">All rows.</param>
    /// <param name="rows">The rows to predict.</param>
    /// <param name="only">The tasks to predict; by default all.</param>
    /// <param name="gates">Gathers what gates choose, where that is wanted.</param>
    public static IReadOnlyList<TaskScores> Of(
        MultiTaskModel model, IReadOnlyList<PredictionTask> tasks, EncodedRows data, ReadOnlyMemory<int> rows, IReadOnlyList<bool>? only = null, GateLog? gates = null)
    {
        var scores = tasks.Select((task, t) => new TaskScores(task, data.Targets[t])).ToArray();
        foreach (var (batch, outputs, active) in Predictions.Of(model, data, rows, batch => Active(batch, only), gates))
            for (var task = 0; task < tasks.Count; task++)
                if (active[task]) scores[task].Add(batch, outputs, task);
        return scores;
    }

    private static bool[] Active(Batch batch, IReadOnlyList<bool>? only)
    {
        var active = batch.LabelledTasks();
        for (var task = 0; only is not null && task < active.Length; task++) active[task] &= only[task];
        return active;
    }

    private void Add(Batch batch, TaskOutputs outputs, int task)
    {
        var gradient = new float[_task.OutputWidth];
        var prediction = new float[_task.PredictionWidth];
        var (measuredPrediction, measuredTarget) = (new float[_task.MeasureWidths.Prediction], new float[_task.MeasureWidths.Target]);
        for (var i = 0; i < batch.Count; i++)
        {
            var row = batch.Rows.Span[i];
            if (!_column.Has(row) || _column.Weight(row) == 0) continue;
            var output = outputs[task, i];
            _rows.Add(row);
            _losses.Add(_task.Loss(output, _column[row], gradient));
            _task.Predict(output, prediction);
            _task.Measure(prediction, _column[row], measuredPrediction, measuredTarget);
            _predictions.AddRange(measuredPrediction);
            _targets.AddRange(measuredTarget);
            _weights.Add(_column.Weight(row));
        }
    }
}
