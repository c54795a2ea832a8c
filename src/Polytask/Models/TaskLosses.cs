using Polytask.Data;
using Polytask.Numerics;
using Polytask.Tasks;

namespace Polytask.Models;

/// <summary>
/// The loss of each task over all rows that have its label, as a weighted mean: gathered over one or more batches, so that several
/// small batches give the same as one large one.
/// </summary>
public sealed class TaskLosses(IReadOnlyList<PredictionTask> tasks)
{
    private readonly double[] _sums = new double[tasks.Count];
    private readonly double[] _finals = new double[tasks.Count];
    private readonly double[] _weights = new double[tasks.Count];

    /// <summary>The sum of the weights of the task's rows.</summary>
    public double Weight(int task) => _weights[task];

    /// <summary>The mean loss that a task trains with, that of its initial predictions included; <see cref="double.NaN"/> when no row had its label.</summary>
    public double Mean(int task) => _weights[task] > 0 ? _sums[task] / _weights[task] : double.NaN;

    /// <summary>The mean loss of a task's predictions alone; <see cref="double.NaN"/> when no row had its label.</summary>
    public double Final(int task) => _weights[task] > 0 ? _finals[task] / _weights[task] : double.NaN;

    /// <summary>The mean losses of all tasks.</summary>
    public double[] Means() => [.. Enumerable.Range(0, tasks.Count).Select(Mean)];

    /// <summary>Adds what another gathering has.</summary>
    public void Add(TaskLosses other)
    {
        for (var task = 0; task < tasks.Count; task++)
        {
            _sums[task] += other._sums[task];
            _finals[task] += other._finals[task];
            _weights[task] += other._weights[task];
        }
    }

    /// <summary>Adds rows of a batch: the labels of a row that is mixed into another count in both, by its shares of them.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="from">The first row.</param>
    /// <param name="to">The row after the last.</param>
    /// <param name="active">The tasks whose labels count.</param>
    /// <param name="outputs">What the heads put out.</param>
    /// <param name="cotangents">Zeros of the form of <paramref name="outputs"/>; receives the gradient of the weighted <b>sum</b> of the rows' losses.</param>
    public void Add(Batch batch, int from, int to, IReadOnlyList<bool> active, TaskOutputs outputs, TaskOutputs cotangents)
    {
        var rows = batch.Rows.Span;
        for (var task = 0; task < tasks.Count; task++)
        {
            if (!active[task]) continue;
            var target = batch.Data.Targets[task];
            var room = target.Geometry is null ? [] : new float[target.Width];
            var gradient = new float[tasks[task].OutputWidth];
            var heads = outputs.HeadsOf(task).ToArray();
            for (var i = from; i < to; i++)
            {
                var weight = target.Has(rows[i]) ? target.Weight(rows[i]) : 0;
                if (weight == 0) continue;
                var label = batch.Target(task, i, room);
                // What lies in an image may have been moved out of it.
                if (target.Geometry is not null && TargetGeometry.IsEmpty(label)) continue;
                if (batch.Mixing is not { } mixing) Add(i, label, weight);
                else
                {
                    Add(i, label, weight * mixing.Share);
                    Add(mixing.Into[i], label, weight * (1 - mixing.Share));
                }
            }

            void Add(int place, ReadOnlySpan<float> label, double weight)
            {
                _weights[task] += weight;
                foreach (var (head, share) in heads)
                {
                    var loss = tasks[task].Loss(outputs[head, place], label, gradient);
                    _sums[task] += share * weight * loss;
                    if (head == task) _finals[task] += weight * loss;
                    RowMath.Blend(1, cotangents[head, place], (float)(share * weight), gradient);
                }
            }
        }
    }
}
