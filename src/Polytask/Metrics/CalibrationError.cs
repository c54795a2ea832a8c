namespace Polytask.Metrics;

/// <summary>The expected calibration error: by how much confidence and accuracy differ, on average over the bins of <see cref="CalibrationBins"/>.</summary>
public sealed class CalibrationError(CalibrationBins bins) : Metric
{
    /// <inheritdoc/>
    public override string Name => "calibration_error";

    /// <inheritdoc/>
    public override Direction Direction => Direction.Lower;

    /// <inheritdoc/>
    public override bool LeansWhenDrawn => true;

    /// <inheritdoc/>
    public override Accumulator Accumulator => bins;

    /// <inheritdoc/>
    public override double Value => bins.ExpectedError;
}
