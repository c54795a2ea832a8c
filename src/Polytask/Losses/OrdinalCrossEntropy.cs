namespace Polytask.Losses;

/// <summary>
/// Cross-entropy of ordered classes 0 … K−1 by K−1 conditional questions: logit k answers "above k, given that it is above k−1".
/// The chance of being above k is the product of the first answers, so it never rises with k (rank consistency), whatever the
/// logits are. The loss is −log of the probability of the true class: only the questions that it reaches count.
/// </summary>
/// <remarks>Shi, Cao and Raschka, Deep Neural Networks for Rank-Consistent Ordinal Regression Based on Conditional Probabilities, 2023.</remarks>
public static class OrdinalCrossEntropy
{
    /// <summary>The loss of one row in nats, and its gradient.</summary>
    /// <param name="logits">[classes − 1].</param>
    /// <param name="rank">The index of the true class, lowest first.</param>
    /// <param name="gradient">Receives the derivative with respect to the logits, [classes − 1].</param>
    public static double Loss(ReadOnlySpan<float> logits, int rank, Span<float> gradient)
    {
        gradient[..logits.Length].Clear();
        var loss = 0.0;
        for (var k = 0; k <= rank && k < logits.Length; k++)
        {
            loss += BinaryCrossEntropy.Loss(logits[k], k < rank ? 1 : 0, 1, out var derivative);
            gradient[k] = (float)derivative;
        }
        return loss;
    }

    /// <summary>The probability of each class.</summary>
    /// <param name="logits">[classes − 1].</param>
    /// <param name="probabilities">Receives numbers that sum to 1, [classes].</param>
    public static void Probabilities(ReadOnlySpan<float> logits, Span<float> probabilities)
    {
        var above = 1.0;
        for (var k = 0; k < logits.Length; k++)
        {
            probabilities[k] = (float)(above * Logistic.Probability(-logits[k]));
            above *= Logistic.Probability(logits[k]);
        }
        probabilities[logits.Length] = (float)above;
    }

    /// <summary>Pulls a cotangent of the classes' probabilities back to the logits: logit k moves the chance of class k against those of all classes above it.</summary>
    /// <param name="logits">[classes − 1].</param>
    /// <param name="cotangent">[classes].</param>
    /// <param name="toLogits">Receives the cotangent of the logits, [classes − 1].</param>
    public static void Pullback(ReadOnlySpan<float> logits, ReadOnlySpan<float> cotangent, Span<float> toLogits)
    {
        var reached = 1.0;
        for (var k = 0; k < logits.Length; k++)
        {
            toLogits[k] = (float)reached;
            reached *= Logistic.Probability(logits[k]);
        }
        var higher = cotangent[^1] * reached;
        for (var k = logits.Length - 1; k >= 0; k--)
        {
            var (yes, no) = (Logistic.Probability(logits[k]), Logistic.Probability(-logits[k]));
            var own = cotangent[k] * no * toLogits[k];
            toLogits[k] = (float)(higher * no - own * yes);
            higher += own;
        }
    }
}
