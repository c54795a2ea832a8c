using Polytask.Catalog;

namespace Polytask.Balancing;

/// <summary>How the tasks' losses are balanced against each other.</summary>
[Family("balancing", "balancing method")]
public abstract record BalancerOptions
{
    /// <summary>Makes the method for a number of tasks.</summary>
    public abstract LossBalancer Create(int tasks);
}

/// <summary>A method that turns the tasks' losses into weights: one backward pass.</summary>
public abstract class LossBalancer
{
    /// <summary>The weight of each task in this step.</summary>
    /// <param name="losses">One loss per task; <see cref="double.NaN"/> where the task has no label in the batch.</param>
    /// <param name="weights">Receives one weight per task, at least 0; ignored for tasks without a label.</param>
    public abstract void Weigh(ReadOnlySpan<double> losses, Span<double> weights);
}
