using System.Collections;

namespace Polytask.Metrics;

/// <summary>The metrics of one task, the one that chooses models first. Each accumulator behind them takes a row once.</summary>
public sealed class MetricSet : IReadOnlyList<Metric>
{
    private readonly Metric[] _metrics;
    private readonly Accumulator[] _accumulators;

    /// <summary>Takes metrics, in the order in which they are shown.</summary>
    public MetricSet(params Metric[] metrics) => (_metrics, _accumulators) = (metrics, [.. metrics.Select(m => m.Accumulator).Distinct()]);

    /// <inheritdoc/>
    public int Count => _metrics.Length;

    /// <inheritdoc/>
    public Metric this[int index] => _metrics[index];

    /// <summary>The counts of true against predicted classes, for tasks that choose one class per row or per pixel.</summary>
    public ClassTable? Confusion => _accumulators.OfType<ClassTable>().FirstOrDefault();

    /// <summary>Adds one row.</summary>
    /// <param name="prediction">A task's decoded prediction, [PredictionWidth].</param>
    /// <param name="target">The encoded label, [TargetWidth].</param>
    /// <param name="weight">The row's weight, at least 0.</param>
    public void Add(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, double weight = 1)
    {
        foreach (var accumulator in _accumulators) accumulator.Add(prediction, target, weight);
    }

    /// <summary>Adds rows, each with its weight.</summary>
    /// <returns>The same set.</returns>
    public MetricSet Add(MeasuredRows rows)
    {
        for (var i = 0; i < rows.Count; i++) Add(rows.Prediction(i), rows.Target(i), rows.Weight(i));
        return this;
    }

    /// <summary>Adds all that another set of the same task has gathered.</summary>
    public void Merge(MetricSet other)
    {
        foreach (var (mine, theirs) in _accumulators.Zip(other._accumulators)) mine.Merge(theirs);
    }

    /// <inheritdoc/>
    public IEnumerator<Metric> GetEnumerator() => _metrics.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Reweigh(MeasuredRows rows, ReadOnlySpan<double> weights)
    {
        foreach (var accumulator in _accumulators) accumulator.Reweigh(rows, weights);
    }
}
