using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;

namespace Polytask.LinearModels;

/// <summary>
/// A linear model of all tasks in place of a network: the sum of the losses of all rows and tasks, plus strength times a penalty that
/// holds the tasks' weights together, made as small as it can be.
/// </summary>
[Family("linear", "linear model")]
public abstract record LinearOptions
{
    /// <summary>The strength of the penalty. Without a number, a path of strengths is solved from the largest to the smallest, each from the solution before, and validation rows choose.</summary>
    [Range(0, 1e12)]
    public double? Strength { get; init; }

    /// <summary>The strengths of a path. It begins where little is left of the weights, or of what tells tasks apart.</summary>
    [Range(2, 1000)]
    public int Strengths { get; init; } = 20;

    /// <summary>The last strength of a path, as a share of the first.</summary>
    [Range(1e-12, 1, MaximumIsExclusive = true)]
    public double Smallest { get; init; } = 1e-4;

    /// <summary>Whether each task has an intercept, which no penalty touches.</summary>
    public bool Intercept { get; init; } = true;

    /// <summary>How exact a solution is: the length of the proximal gradient at most, as a share of the gradient where all weights are 0.</summary>
    [Range(1e-12, 0.1)]
    public double Tolerance { get; init; } = 1e-5;

    /// <summary>The most steps of the solver for one strength.</summary>
    [Range(1, 1_000_000)]
    public int Steps { get; init; } = 2000;

    /// <summary>Makes the penalty.</summary>
    /// <param name="tasks">The tasks' names.</param>
    /// <param name="features">The number of features.</param>
    /// <exception cref="ConfigurationException">An option does not fit the tasks.</exception>
    public abstract Penalty Create(IReadOnlyList<string> tasks, int features);
}
