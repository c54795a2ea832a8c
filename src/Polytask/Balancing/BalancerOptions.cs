using Polytask.Catalog;

namespace Polytask.Balancing;

/// <summary>How the tasks are balanced against each other.</summary>
[Family("balancing", "balancing method")]
public abstract record BalancerOptions
{
    /// <summary>Makes the method for a model.</summary>
    /// <exception cref="ConfigurationException">An option does not fit the tasks.</exception>
    public abstract Balancer Create(BalancingProblem problem);
}

/// <summary>What a balancing method must know of the model before the first step.</summary>
/// <param name="Tasks">The tasks' names.</param>
/// <param name="SharedParameters">How many numbers the shared parameters have.</param>
public sealed record BalancingProblem(IReadOnlyList<string> Tasks, long SharedParameters = 0);
