namespace Polytask.Metrics;

/// <summary>The logarithms of the probabilities given to the true classes, for tasks whose target is the index of one class.</summary>
public sealed class LogLikelihood : Accumulator
{
    /// <summary>Probabilities below this, the rounding error of a float, count as this: a loss has to stay finite.</summary>
    public const float Smallest = 1.1920929e-7f;

    private double _sum, _weight;

    /// <summary>The mean logarithm, at most 0.</summary>
    public double Mean => _sum / _weight;

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, double weight)
    {
        _sum += weight * Math.Log(Math.Clamp(prediction[(int)target[0]], Smallest, 1));
        _weight += weight;
    }

    /// <inheritdoc/>
    public override void Merge(Accumulator other)
    {
        var likelihood = (LogLikelihood)other;
        _sum += likelihood._sum;
        _weight += likelihood._weight;
    }

    /// <inheritdoc/>
    public override void Clear() => (_sum, _weight) = (0, 0);
}
