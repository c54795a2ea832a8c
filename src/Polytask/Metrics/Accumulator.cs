namespace Polytask.Metrics;

/// <summary>
/// What metrics are read from: predictions against targets, gathered row by row and mergeable. Adding rows to two accumulators and
/// merging them equals adding all rows to one, and a row of weight 2 equals the row twice.
/// </summary>
public abstract class Accumulator
{
    /// <summary>Adds one row.</summary>
    /// <param name="prediction">A task's decoded prediction, [PredictionWidth].</param>
    /// <param name="target">The encoded label, [TargetWidth].</param>
    /// <param name="weight">The row's weight, at least 0.</param>
    public abstract void Add(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, double weight);

    /// <summary>Adds all that another accumulator of the same kind and size has gathered.</summary>
    public abstract void Merge(Accumulator other);

    /// <summary>Forgets all rows.</summary>
    public abstract void Clear();

    /// <summary>Forgets all rows and adds these with other weights. What does not depend on the weights may be kept from the last time.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="weights">One weight per row, at least 0.</param>
    internal virtual void Reweigh(MeasuredRows rows, ReadOnlySpan<double> weights)
    {
        Clear();
        for (var row = 0; row < rows.Count; row++)
            if (weights[row] > 0) Add(rows.Prediction(row), rows.Target(row), weights[row]);
    }
}
