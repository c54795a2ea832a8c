namespace Polytask.Metrics;

/// <summary>Predictions of a task for many rows, with their targets and weights.</summary>
public sealed class MeasuredRows
{
    private readonly ReadOnlyMemory<float> _predictions, _targets, _weights;
    private readonly int _predictionWidth, _targetWidth;

    /// <summary>Takes rows that lie side by side.</summary>
    /// <param name="predictions">Decoded predictions, [rows, predictionWidth].</param>
    /// <param name="predictionWidth">Numbers per prediction.</param>
    /// <param name="targets">Encoded labels, [rows, targetWidth].</param>
    /// <param name="targetWidth">Numbers per label.</param>
    /// <param name="weights">Row weights, at least 0, [rows]; empty for 1 everywhere.</param>
    public MeasuredRows(ReadOnlyMemory<float> predictions, int predictionWidth, ReadOnlyMemory<float> targets, int targetWidth, ReadOnlyMemory<float> weights = default)
    {
        Count = targets.Length / targetWidth;
        if (targets.Length != Count * targetWidth || predictions.Length != Count * predictionWidth || !(weights.IsEmpty || weights.Length == Count))
            throw new ArgumentException($"Expected as many predictions and weights as targets; found {predictions.Length} numbers of width {predictionWidth}, {weights.Length} weights and {targets.Length} targets of width {targetWidth}.", nameof(predictions));
        (_predictions, _predictionWidth, _targets, _targetWidth, _weights) = (predictions, predictionWidth, targets, targetWidth, weights);
    }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>The prediction of a row, [predictionWidth].</summary>
    public ReadOnlySpan<float> Prediction(int row) => _predictions.Span.Slice(row * _predictionWidth, _predictionWidth);

    /// <summary>The encoded label of a row, [targetWidth].</summary>
    public ReadOnlySpan<float> Target(int row) => _targets.Span.Slice(row * _targetWidth, _targetWidth);

    /// <summary>The weight of a row.</summary>
    public double Weight(int row) => _weights.IsEmpty ? 1 : _weights.Span[row];
}
