using Polytask.Gradients;

namespace Polytask.Balancing;

/// <summary>The halves of a step's batch.</summary>
public enum BatchHalf
{
    /// <summary>The rows that parameters are fitted to.</summary>
    Inner,

    /// <summary>The rows that judge the outcome.</summary>
    Outer,
}

/// <summary>
/// What a <see cref="BilevelBalancer"/> may try out in a step: to move the parameters, shared ones and the tasks' own, and to see losses
/// and gradients there. Lists have one number per task of the step. Directions are valid until the step ends.
/// </summary>
public abstract class BilevelProblem
{
    /// <summary>The learning rate of dense parameters in this step.</summary>
    public abstract double Rate { get; }

    /// <summary>The share of a task's labels in the step that one half has, by weight; 0 where it has none.</summary>
    /// <param name="half">The half.</param>
    /// <param name="index">The place of the task in the step.</param>
    public abstract double Share(BatchHalf half, int index);

    /// <summary>The mean loss of each task in one half, times the task's own weight, where the parameters are now; NaN of a task without label there.</summary>
    /// <exception cref="TrainingException">A loss is not finite.</exception>
    public abstract void Losses(BatchHalf half, Span<double> losses);

    /// <summary>The gradient of the weighted sum of those losses, where the parameters are now; tasks without label there count as 0.</summary>
    /// <exception cref="TrainingException">It is not finite.</exception>
    public abstract Direction Gradient(BatchHalf half, ReadOnlySpan<double> weights);

    /// <summary>Adds factor × direction to the parameters.</summary>
    public abstract void Move(Direction direction, double factor);

    /// <summary>Puts the parameters back to where the step began, bit for bit.</summary>
    public abstract void Return();
}
