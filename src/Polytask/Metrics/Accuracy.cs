namespace Polytask.Metrics;

/// <summary>The share of rows whose class is predicted.</summary>
public sealed class Accuracy(ConfusionMatrix matrix) : Metric
{
    /// <inheritdoc/>
    public override string Name => "accuracy";

    /// <inheritdoc/>
    public override Accumulator Accumulator => matrix;

    /// <inheritdoc/>
    public override double Value => matrix.SumOverClasses(matrix.TruePositives) / matrix.Total;

    /// <inheritdoc/>
    public override Interval? Interval => WilsonInterval.Of(Value, matrix.EffectiveRows);
}
