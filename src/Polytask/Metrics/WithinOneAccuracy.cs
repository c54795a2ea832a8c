namespace Polytask.Metrics;

/// <summary>The share of rows whose predicted class is the true one or a neighbour of it, for ordered classes.</summary>
public sealed class WithinOneAccuracy(ConfusionMatrix matrix) : Metric
{
    /// <inheritdoc/>
    public override string Name => "within_one_accuracy";

    /// <inheritdoc/>
    public override Accumulator Accumulator => matrix;

    /// <inheritdoc/>
    public override double Value => matrix.WithinOne / matrix.Total;

    /// <inheritdoc/>
    public override Interval? Interval => WilsonInterval.Of(Value, matrix.EffectiveRows);
}
