using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;

namespace Polytask.Optimisation;

/// <summary>How gradients become new parameters.</summary>
[Family("optimiser", "optimiser")]
public abstract record OptimiserOptions
{
    /// <summary>The learning rate, before the schedule.</summary>
    [Range(1e-9, 10)]
    public double LearningRate { get; init; } = 0.001;

    /// <summary>Weight decay: how it enters is the kind's own matter.</summary>
    [Range(0, 10)]
    public double WeightDecay { get; init; }

    /// <summary>Makes the optimiser.</summary>
    public abstract Optimiser Create();
}

/// <summary>
/// Updates parameters in place on plain memory. What it remembers lives in buffers that the caller owns and saves: for a parameter
/// of n numbers, <see cref="StateSlots"/> buffers of n numbers each, all zero at first.
/// </summary>
public abstract class Optimiser
{
    /// <summary>Buffers of state per parameter.</summary>
    public abstract int StateSlots { get; }

    /// <summary>Whether a row of a table that was not touched stays exactly as it is. Otherwise every row is updated in every step.</summary>
    public abstract bool SkipsUntouchedRows { get; }

    /// <summary>Begins a step: constants of the step are worked out once here.</summary>
    /// <param name="learningRate">The rate of this step, after the schedule.</param>
    /// <param name="step">The step of the run, counted from 1.</param>
    public abstract void Begin(double learningRate, long step);

    /// <summary>Updates <paramref name="count"/> numbers that lie side by side: a flat buffer, or one row of a table.</summary>
    /// <param name="values">The parameters, changed in place.</param>
    /// <param name="gradients">Their gradients.</param>
    /// <param name="state">[StateSlots] pointers, each to <paramref name="count"/> numbers.</param>
    /// <param name="count">How many numbers.</param>
    public abstract unsafe void Update(float* values, float* gradients, float** state, long count);
}
