namespace Polytask.Metrics;

/// <summary>
/// Confidence (the probability of the most probable class) and accuracy of rows, in 15 bins of equal width by confidence; bin i
/// holds confidences in (i/15, (i+1)/15].
/// </summary>
/// <remarks>Guo, Pleiss, Sun and Weinberger, On Calibration of Modern Neural Networks, ICML 2017.</remarks>
public sealed class CalibrationBins : Accumulator
{
    /// <summary>The number of bins.</summary>
    public const int Count = 15;

    private readonly double[] _weight = new double[Count], _confidence = new double[Count], _correct = new double[Count];

    /// <summary>The weight of rows in a bin.</summary>
    public double Weight(int bin) => _weight[bin];

    /// <summary>The mean confidence of a bin; not defined for an empty one.</summary>
    public double Confidence(int bin) => _confidence[bin] / _weight[bin];

    /// <summary>The share of a bin's rows whose class is predicted; not defined for an empty one.</summary>
    public double Accuracy(int bin) => _correct[bin] / _weight[bin];

    /// <summary>The mean over rows of the difference between confidence and accuracy of their bin.</summary>
    public double ExpectedError => _correct.Zip(_confidence, (correct, confidence) => Math.Abs(correct - confidence)).Sum() / _weight.Sum();

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, double weight)
    {
        var predicted = Decide.MostProbable(prediction);
        var confidence = (double)prediction[predicted];
        var bin = Math.Clamp((int)Math.Ceiling(confidence * Count) - 1, 0, Count - 1);
        _weight[bin] += weight;
        _confidence[bin] += weight * confidence;
        if (predicted == (int)target[0]) _correct[bin] += weight;
    }

    /// <inheritdoc/>
    public override void Merge(Accumulator other)
    {
        var bins = (CalibrationBins)other;
        for (var i = 0; i < Count; i++)
        {
            _weight[i] += bins._weight[i];
            _confidence[i] += bins._confidence[i];
            _correct[i] += bins._correct[i];
        }
    }

    /// <inheritdoc/>
    public override void Clear()
    {
        Array.Clear(_weight);
        Array.Clear(_confidence);
        Array.Clear(_correct);
    }
}
