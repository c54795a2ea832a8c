namespace Polytask.Metrics;

/// <summary>Whether more or less is better.</summary>
public enum Direction
{
    /// <summary>More is better.</summary>
    Higher,

    /// <summary>Less is better.</summary>
    Lower,
}

/// <summary>
/// A measure of predictions against targets, gathered row by row and mergeable: adding rows to two accumulators and merging them
/// equals adding all rows to one.
/// </summary>
public abstract class Metric
{
    /// <summary>The name in tables and files: <c>accuracy</c>, <c>macro_f1</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether more or less is better.</summary>
    public abstract Direction Direction { get; }

    /// <summary>The unit, where it is not a share of 1: the column's own unit, or nats.</summary>
    public virtual string? Unit => null;

    /// <summary>Adds one row.</summary>
    /// <param name="prediction">A task's decoded prediction, [PredictionWidth].</param>
    /// <param name="target">The encoded label, [TargetWidth].</param>
    /// <param name="weight">The row's weight, at least 0.</param>
    public abstract void Add(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, double weight);

    /// <summary>Adds all that another accumulator of the same metric has gathered.</summary>
    public abstract void Merge(Metric other);

    /// <summary>The measure of all rows so far; <see cref="double.NaN"/> where it is not defined (no rows, one class only).</summary>
    public abstract double Value { get; }
}
