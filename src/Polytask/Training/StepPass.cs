using Polytask.Models;
using Polytask.Modules;

namespace Polytask.Training;

/// <summary>A batch on its way: through the model, and back.</summary>
/// <param name="Pass">What the blocks kept.</param>
/// <param name="Cotangents">The gradients of the weighted sums of the tasks' losses by the outputs.</param>
/// <param name="Active">The tasks that have a label in the batch.</param>
/// <param name="Losses">The losses of its rows.</param>
/// <param name="Again">Takes the same rows through the model once more, with the same random numbers, where its parameters are by then.</param>
public sealed record StepPass(Pass Pass, TaskOutputs Cotangents, bool[] Active, TaskLosses Losses, Func<StepPass> Again)
{
    /// <summary>The place in <paramref name="tasks"/> of the task that each row has a label of, or -1; <c>null</c> where a row has labels of several.</summary>
    internal int[]? TaskOfRow(ReadOnlySpan<int> tasks)
    {
        var taskOfRow = new int[Pass.Batch.Count];
        for (var row = 0; row < taskOfRow.Length; row++)
        {
            taskOfRow[row] = -1;
            for (var i = 0; i < tasks.Length; i++)
            {
                if (!Cotangents[tasks[i], row].ContainsAnyExcept(0f)) continue;
                if (taskOfRow[row] >= 0) return null;
                taskOfRow[row] = i;
            }
        }
        return taskOfRow;
    }
}
