namespace Polytask.Metrics;

/// <summary>The mean of −log of the probability that was given to the true class.</summary>
public sealed class LogLoss(LogLikelihood likelihood) : Metric
{
    /// <inheritdoc/>
    public override string Name => "log_loss";

    /// <inheritdoc/>
    public override Direction Direction => Direction.Lower;

    /// <inheritdoc/>
    public override string Unit => "nats";

    /// <inheritdoc/>
    public override Accumulator Accumulator => likelihood;

    /// <inheritdoc/>
    public override double Value => -likelihood.Mean;
}
