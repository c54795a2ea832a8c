namespace Polytask.Metrics;

/// <summary>Whether more or less is better.</summary>
public enum Direction
{
    /// <summary>More is better.</summary>
    Higher,

    /// <summary>Less is better.</summary>
    Lower,
}

/// <summary>One figure, read from an accumulator; several metrics may read the same one.</summary>
public abstract class Metric
{
    /// <summary>The name in tables and files: <c>accuracy</c>, <c>macro_f1</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether more or less is better.</summary>
    public virtual Direction Direction => Direction.Higher;

    /// <summary>The unit, where it is not a share of 1: the column's own unit, or nats.</summary>
    public virtual string? Unit => null;

    /// <summary>What the figure is read from.</summary>
    public abstract Accumulator Accumulator { get; }

    /// <summary>The measure of all rows so far; <see cref="double.NaN"/> where it is not defined (no rows, one class only).</summary>
    public abstract double Value { get; }

    /// <summary>What a difference to a value is a share of: the value itself, unless that may be 0 where something was learned.</summary>
    public virtual double RelativeTo(double value) => Math.Abs(value);

    /// <summary>Whether rows drawn again move the figure to one side, as they make errors that cannot be negative larger.</summary>
    public virtual bool LeansWhenDrawn => false;

    /// <summary>The 95 % interval where a formula gives it; otherwise <see cref="Bootstrap"/> does.</summary>
    public virtual Interval? Interval => null;
}
