using System.Globalization;

namespace Polytask.Balancing;

/// <summary>Finds losses that a method cannot balance.</summary>
/// <param name="kind">The method, as run files call it.</param>
/// <param name="tasks">The tasks' names.</param>
internal sealed class LossCheck(string kind, IReadOnlyList<string> tasks)
{
    /// <summary>Checks that losses are above 0, as logarithms and ratios need.</summary>
    /// <exception cref="TrainingException">One is not.</exception>
    public void Above0(BalancingStep step)
    {
        for (var i = 0; i < step.Count; i++) Above0(step.Tasks[i], step.Losses[i]);
    }

    /// <summary>Checks that the loss of a task is above 0.</summary>
    /// <exception cref="TrainingException">It is not.</exception>
    public void Above0(int task, double loss)
    {
        if (!(loss > 0)) throw Unfit(task, loss, "above 0");
    }

    /// <summary>Checks that losses are not below 0.</summary>
    /// <exception cref="TrainingException">One is.</exception>
    public void AtLeast0(BalancingStep step)
    {
        for (var i = 0; i < step.Count; i++) AtLeast(step.Tasks[i], step.Losses[i], 0);
    }

    /// <summary>Checks that a loss is not below the least one that its task can have.</summary>
    /// <exception cref="TrainingException">It is.</exception>
    public void AtLeast(int task, double loss, double least)
    {
        if (!(loss >= least)) throw Unfit(task, loss, string.Create(CultureInfo.InvariantCulture, $"of at least {least}"));
    }

    private TrainingException Unfit(int task, double loss, string expected) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"balancing '{kind}': expected losses {expected}, found {loss} for task '{tasks[task]}'. Choose another loss for it, or a method that takes any loss, such as 'equal'."));
}
