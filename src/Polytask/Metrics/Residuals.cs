namespace Polytask.Metrics;

/// <summary>The errors of predicted numbers, and the variance of the numbers themselves.</summary>
public sealed class Residuals : Accumulator
{
    private double _weight, _absolute, _squared, _mean, _deviations;

    /// <summary>The mean of the absolute errors.</summary>
    public double MeanAbsolute => _absolute / _weight;

    /// <summary>The mean of the squared errors.</summary>
    public double MeanSquared => _squared / _weight;

    /// <summary>The variance of the targets.</summary>
    public double TargetVariance => _deviations / _weight;

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, double weight)
    {
        var error = (double)prediction[0] - target[0];
        Gather(weight, weight * Math.Abs(error), weight * error * error, target[0], 0);
    }

    /// <inheritdoc/>
    public override void Merge(Accumulator other)
    {
        var residuals = (Residuals)other;
        Gather(residuals._weight, residuals._absolute, residuals._squared, residuals._mean, residuals._deviations);
    }

    /// <inheritdoc/>
    public override void Clear() => (_weight, _absolute, _squared, _mean, _deviations) = (0, 0, 0, 0, 0);

    /// <summary>Two groups' means and squared deviations become one's (Chan, Golub and LeVeque, 1983).</summary>
    private void Gather(double weight, double absolute, double squared, double mean, double deviations)
    {
        if (weight == 0) return;
        var (before, apart) = (_weight, mean - _mean);
        _weight += weight;
        _absolute += absolute;
        _squared += squared;
        _mean += apart * weight / _weight;
        _deviations += deviations + apart * apart * before * weight / _weight;
    }
}
