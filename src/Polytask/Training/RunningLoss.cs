using Polytask.Models;

namespace Polytask.Training;

/// <summary>The tasks' training losses since the epoch began.</summary>
public sealed class RunningLoss(int tasks)
{
    /// <summary>The weighted sums.</summary>
    public double[] Sums { get; } = new double[tasks];

    /// <summary>The weights.</summary>
    public double[] Weights { get; } = new double[tasks];

    /// <summary>The mean loss of a task; <c>null</c> when it had no label.</summary>
    public double? Mean(int task) => Weights[task] > 0 ? Sums[task] / Weights[task] : null;

    /// <summary>Adds the losses of a step.</summary>
    public void Add(TaskLosses losses)
    {
        for (var task = 0; task < Sums.Length; task++)
        {
            if (losses.Weight(task) == 0) continue;
            Sums[task] += losses.Final(task) * losses.Weight(task);
            Weights[task] += losses.Weight(task);
        }
    }

    /// <summary>Begins a new epoch.</summary>
    public void Clear()
    {
        Array.Clear(Sums);
        Array.Clear(Weights);
    }
}
