namespace Polytask.Balancing;

/// <summary>
/// A method that learns weights from what they lead to. The batch of a step is halved: on the inner half it tries out where weights would
/// take the parameters, on the outer half it sees how good that is. Shared parameters and each task's own feel the weights alike.
/// </summary>
public abstract class BilevelBalancer : Balancer
{
    /// <inheritdoc/>
    public override Needs Needs => Needs.Losses;

    /// <summary>Learns, and gives the weights of the losses of either half in the step that is then taken.</summary>
    /// <param name="step">What there is to know of the step.</param>
    /// <param name="problem">What can be tried out.</param>
    /// <param name="inner">Receives a finite weight per task for the inner half.</param>
    /// <param name="outer">Receives a finite weight per task for the outer half.</param>
    public abstract void Weigh(BalancingStep step, BilevelProblem problem, Span<double> inner, Span<double> outer);

    /// <summary>The weights of the halves that weigh the tasks' losses in the whole batch.</summary>
    protected static void WeighWhole(BilevelProblem problem, ReadOnlySpan<double> weights, Span<double> inner, Span<double> outer)
    {
        for (var i = 0; i < weights.Length; i++)
            (inner[i], outer[i]) = (weights[i] * problem.Share(BatchHalf.Inner, i), weights[i] * problem.Share(BatchHalf.Outer, i));
    }
}
