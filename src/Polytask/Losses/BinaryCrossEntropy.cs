namespace Polytask.Losses;

/// <summary>Cross-entropy of yes or no: −w y log p − (1 − y) log(1 − p), where p is the logistic function of the logit.</summary>
public static class BinaryCrossEntropy
{
    /// <summary>The loss of one row in nats, and its derivative.</summary>
    /// <param name="logit">What the head put out.</param>
    /// <param name="target">y: 1 for yes, 0 for no.</param>
    /// <param name="positiveWeight">w: how much a yes counts.</param>
    /// <param name="gradient">Receives the derivative with respect to the logit.</param>
    public static double Loss(double logit, double target, double positiveWeight, out double gradient)
    {
        var (yes, no) = (positiveWeight * target, 1 - target);
        gradient = no * Logistic.Probability(logit) - yes * Logistic.Probability(-logit);
        return no * Logistic.Softplus(logit) + yes * Logistic.Softplus(-logit);
    }
}
