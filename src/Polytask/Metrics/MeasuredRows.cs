namespace Polytask.Metrics;

/// <summary>Predictions of a task for many rows, with their targets and weights.</summary>
public sealed class MeasuredRows
{
    private readonly ReadOnlyMemory<float> _weights;

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
        (Predictions, PredictionWidth, Targets, TargetWidth, _weights) = (predictions, predictionWidth, targets, targetWidth, weights);
    }

    /// <summary>All predictions, [rows, PredictionWidth].</summary>
    public ReadOnlyMemory<float> Predictions { get; }

    /// <summary>Numbers per prediction.</summary>
    public int PredictionWidth { get; }

    /// <summary>All labels, [rows, TargetWidth].</summary>
    public ReadOnlyMemory<float> Targets { get; }

    /// <summary>Numbers per label.</summary>
    public int TargetWidth { get; }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>The prediction of a row, [PredictionWidth].</summary>
    public ReadOnlySpan<float> Prediction(int row) => Predictions.Span.Slice(row * PredictionWidth, PredictionWidth);

    /// <summary>The encoded label of a row, [TargetWidth].</summary>
    public ReadOnlySpan<float> Target(int row) => Targets.Span.Slice(row * TargetWidth, TargetWidth);

    /// <summary>The weight of a row.</summary>
    public double Weight(int row) => _weights.IsEmpty ? 1 : _weights.Span[row];
}
