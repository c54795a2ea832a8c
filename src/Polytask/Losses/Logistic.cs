namespace Polytask.Losses;

/// <summary>The logistic function and its logarithm, without overflow.</summary>
public static class Logistic
{
    /// <summary>1 / (1 + e^−x): the probability that a logit stands for.</summary>
    public static double Probability(double logit)
    {
        var small = Math.Exp(-Math.Abs(logit));
        return (logit >= 0 ? 1 : small) / (1 + small);
    }

    /// <summary>Writes the probability of each logit.</summary>
    public static void Probabilities(ReadOnlySpan<float> logits, Span<float> probabilities)
    {
        for (var k = 0; k < logits.Length; k++) probabilities[k] = (float)Probability(logits[k]);
    }

    /// <summary>Pulls a cotangent of such probabilities back to the logits.</summary>
    /// <param name="logits">The logits.</param>
    /// <param name="cotangent">The cotangent of their probabilities.</param>
    /// <param name="toLogits">Receives the cotangent of the logits.</param>
    public static void Pullback(ReadOnlySpan<float> logits, ReadOnlySpan<float> cotangent, Span<float> toLogits)
    {
        for (var k = 0; k < logits.Length; k++) toLogits[k] = (float)(cotangent[k] * Probability(logits[k]) * Probability(-logits[k]));
    }

    /// <summary>The derivatives of the mean of the logits that stand for more than 1/2; where none does, of all.</summary>
    /// <param name="logits">The logits.</param>
    /// <param name="toLogits">Receives the derivatives.</param>
    public static void PullbackMeanOfLikely(ReadOnlySpan<float> logits, Span<float> toLogits)
    {
        var likely = 0;
        foreach (var logit in logits)
            if (logit > 0) likely++;
        for (var k = 0; k < logits.Length; k++) toLogits[k] = likely == 0 ? 1f / logits.Length : logits[k] > 0 ? 1f / likely : 0;
    }

    /// <summary>The logit of the product of two probabilities, σ(a) σ(b): a + b − log(1 + e^a + e^b), which neither overflows nor rounds to nothing.</summary>
    /// <param name="first">a.</param>
    /// <param name="second">b.</param>
    /// <param name="toFirst">Receives the derivative with respect to a.</param>
    /// <param name="toSecond">Receives the derivative with respect to b.</param>
    public static double Product(double first, double second, out double toFirst, out double toSecond)
    {
        var largest = Math.Max(0, Math.Max(first, second));
        var (none, one, other) = (Math.Exp(-largest), Math.Exp(first - largest), Math.Exp(second - largest));
        var sum = none + one + other;
        (toFirst, toSecond) = ((none + other) / sum, (none + one) / sum);
        return first + second - largest - Math.Log(sum);
    }

    /// <summary>log(1 + e^x), which is −log of the probability of −x.</summary>
    public static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
}
