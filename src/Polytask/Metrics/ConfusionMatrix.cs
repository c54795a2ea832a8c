namespace Polytask.Metrics;

/// <summary>The weight of rows by true and predicted class, for tasks whose target is the index of one class.</summary>
/// <param name="classes">The number of classes.</param>
/// <param name="decide">How a prediction becomes a class; by default the most probable one.</param>
public sealed class ConfusionMatrix(int classes, Decision? decide = null) : ClassTable(classes)
{
    private readonly Decision _decide = decide ?? Decide.MostProbable;
    private readonly double[] _weights = new double[classes * classes];
    private double _squares;

    /// <inheritdoc/>
    public override string Counted => "rows";

    /// <inheritdoc/>
    public override double this[int truth, int predicted] => _weights[truth * Classes + predicted];

    /// <inheritdoc/>
    public override double Total => _weights.Sum();

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
}
