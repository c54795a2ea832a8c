namespace Polytask.Losses;

/// <summary>The softmax: logits to probabilities that sum to 1.</summary>
public static class Softmax
{
    /// <summary>Writes the probabilities of the logits; finite for every finite logit.</summary>
    /// <param name="logits">At least one number, [classes].</param>
    /// <param name="probabilities">Receives the probabilities, [classes].</param>
    /// <returns>log Σ exp(logit).</returns>
    public static double Normalise(ReadOnlySpan<float> logits, Span<float> probabilities)
    {
        var largest = logits[0];
        foreach (var logit in logits) largest = MathF.Max(largest, logit);
        var sum = 0.0;
        for (var i = 0; i < logits.Length; i++)
        {
            var exponential = Math.Exp((double)logits[i] - largest);
            probabilities[i] = (float)exponential;
            sum += exponential;
        }
        var scale = (float)(1 / sum);
        foreach (ref var probability in probabilities[..logits.Length]) probability *= scale;
        return largest + Math.Log(sum);
    }
}
