namespace Polytask.Metrics;

/// <summary>Hits and misses of every label where a row may have several: a label is predicted where its probability is more than 1/2.</summary>
public sealed class LabelCounts(int labels) : ClassCounts(labels)
{
    private readonly double[] _truePositives = new double[labels], _falsePositives = new double[labels], _falseNegatives = new double[labels];

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, double weight)
    {
        for (var k = 0; k < Classes; k++)
        {
            var (there, predicted) = (target[k] > 0, prediction[k] > 0.5f);
            if (there && predicted) _truePositives[k] += weight;
            else if (predicted) _falsePositives[k] += weight;
            else if (there) _falseNegatives[k] += weight;
        }
    }

    /// <inheritdoc/>
    public override void Merge(Accumulator other)
    {
        var counts = (LabelCounts)other;
        for (var k = 0; k < Classes; k++)
        {
            _truePositives[k] += counts._truePositives[k];
            _falsePositives[k] += counts._falsePositives[k];
            _falseNegatives[k] += counts._falseNegatives[k];
        }
    }

    /// <inheritdoc/>
    public override void Clear()
    {
        Array.Clear(_truePositives);
        Array.Clear(_falsePositives);
        Array.Clear(_falseNegatives);
    }

    /// <inheritdoc/>
    public override double TruePositives(int k) => _truePositives[k];

    /// <inheritdoc/>
    public override double FalsePositives(int k) => _falsePositives[k];

    /// <inheritdoc/>
    public override double FalseNegatives(int k) => _falseNegatives[k];
}
