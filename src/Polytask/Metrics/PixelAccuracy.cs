namespace Polytask.Metrics;

/// <summary>The share of pixels with a label whose class is predicted.</summary>
public sealed class PixelAccuracy(PixelCounts counts) : Metric
{
    /// <inheritdoc/>
    public override string Name => "pixel_accuracy";

    /// <inheritdoc/>
    public override Accumulator Accumulator => counts;

    /// <inheritdoc/>
    public override double Value => counts.SumOverClasses(counts.TruePositives) / counts.Total;
}
