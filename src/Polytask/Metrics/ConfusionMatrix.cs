namespace Polytask.Metrics;

/// <summary>The weight of rows by true and predicted class, for tasks whose target is the index of one class.</summary>
/// <param name="classes">The number of classes.</param>
/// <param name="decide">How a prediction becomes a class; by default the most probable one.</param>
public sealed class ConfusionMatrix(int classes, Decision? decide = null) : ClassCounts(classes)
{
    private readonly Decision _decide = decide ?? Decide.MostProbable;
    private readonly double[] _weights = new double[classes * classes];
    private double _squares;

    /// <summary>The weight of rows of class <paramref name="truth"/> that were predicted as class <paramref name="predicted"/>.</summary>
    public double this[int truth, int predicted] => _weights[truth * Classes + predicted];

    /// <summary>The weight of all rows.</summary>
    public double Total => _weights.Sum();

    /// <summary>The weight of rows whose predicted class is at most one rank off, for ordered classes.</summary>
    public double WithinOne => SumOverClasses(k => this[k, k] + (k > 0 ? this[k, k - 1] + this[k - 1, k] : 0));

    /// <summary>How many rows of equal weight would tell as much: (Σw)² / Σw² (Kish).</summary>
    public double EffectiveRows => Total * Total / _squares;

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, double weight)
    {
        _weights[(int)target[0] * Classes + _decide(prediction)] += weight;
        _squares += weight * weight;
    }

    /// <inheritdoc/>
    public override void Merge(Accumulator other)
    {
        var matrix = (ConfusionMatrix)other;
        for (var i = 0; i < _weights.Length; i++) _weights[i] += matrix._weights[i];
        _squares += matrix._squares;
    }

    /// <inheritdoc/>
    public override void Clear()
    {
        Array.Clear(_weights);
        _squares = 0;
    }

    /// <inheritdoc/>
    public override double TruePositives(int k) => this[k, k];

    /// <inheritdoc/>
    public override double FalsePositives(int k)
    {
        var sum = 0.0;
        for (var truth = 0; truth < Classes; truth++)
            if (truth != k) sum += this[truth, k];
        return sum;
    }

    /// <inheritdoc/>
    public override double FalseNegatives(int k)
    {
        var sum = 0.0;
        for (var predicted = 0; predicted < Classes; predicted++)
            if (predicted != k) sum += this[k, predicted];
        return sum;
    }
}
