namespace Polytask.Metrics;

/// <summary>Counts by true and predicted class: of rows, or of what rows consist of.</summary>
/// <param name="classes">The number of classes.</param>
public abstract class ClassTable(int classes) : ClassCounts(classes)
{
    /// <summary>What is counted.</summary>
    public abstract string Counted { get; }

    /// <summary>The weight of all of it.</summary>
    public abstract double Total { get; }

    /// <summary>The weight of what is of class <paramref name="truth"/> and was predicted as class <paramref name="predicted"/>.</summary>
    public abstract double this[int truth, int predicted] { get; }

    /// <inheritdoc/>
    public sealed override double TruePositives(int k) => this[k, k];

    /// <inheritdoc/>
    public sealed override double FalsePositives(int k)
    {
        var sum = 0.0;
        for (var truth = 0; truth < Classes; truth++)
            if (truth != k) sum += this[truth, k];
        return sum;
    }

    /// <inheritdoc/>
    public sealed override double FalseNegatives(int k)
    {
        var sum = 0.0;
        for (var predicted = 0; predicted < Classes; predicted++)
            if (predicted != k) sum += this[k, predicted];
        return sum;
    }
}
