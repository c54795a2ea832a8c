using Polytask.Balancing;
using Polytask.Models;

namespace Polytask.Training;

/// <summary>The cotangents of the weighted mean losses of a step; those of tasks that are not in the step are zero, unless they are given a weight.</summary>
internal static class WeightedCotangents
{
    /// <summary>Weighs the cotangents of a pass.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="losses">Whose rows the means are over.</param>
    /// <param name="setup">The tasks, with a weight of their own each.</param>
    /// <param name="step">Which of them are in the step.</param>
    /// <param name="weights">The weight of each of these.</param>
    /// <param name="absent">The weight of tasks that have labels and are not in the step.</param>
    public static TaskOutputs Of(StepPass pass, TaskLosses losses, TrainingSetup setup, BalancingStep step, ReadOnlySpan<double> weights, double absent = 0)
    {
        Span<double> factors = stackalloc double[setup.Tasks.Count];
        Span<int> tasks = stackalloc int[setup.Tasks.Count];
        var count = 0;
        for (var task = 0; task < setup.Tasks.Count; task++)
        {
            if (!pass.Active[task]) continue;
            var index = step.Tasks.IndexOf(task);
            tasks[count] = task;
            factors[count++] = losses.Weight(task) == 0 ? 0 : (index < 0 ? absent : weights[index]) * setup.Tasks[task].Options.Weight / losses.Weight(task);
        }
        return pass.Cotangents.Scaled(tasks[..count], factors[..count]);
    }
}
