namespace Polytask.Losses;

/// <summary>
/// Cross-entropy of one of several classes: −Σ_k q_k w_k log p_k, where p is the softmax of the logits, w the class weights, and q
/// puts 1 − ε on the label and ε / K on every class (label smoothing).
/// </summary>
/// <remarks>Szegedy et al., Rethinking the Inception Architecture for Computer Vision, CVPR 2016, section 7.</remarks>
public static class SoftmaxCrossEntropy
{
    /// <summary>The loss of one row in nats, and its gradient.</summary>
    /// <param name="logits">[classes].</param>
    /// <param name="label">The index of the true class.</param>
    /// <param name="smoothing">ε, in [0, 1).</param>
    /// <param name="classWeights">w, [classes]; empty for 1 everywhere.</param>
    /// <param name="gradient">Receives the derivative with respect to the logits, [classes]; may not overlap them.</param>
    public static double Loss(ReadOnlySpan<float> logits, int label, double smoothing, ReadOnlySpan<float> classWeights, Span<float> gradient)
    {
        var normaliser = Softmax.Normalise(logits, gradient);
        var share = smoothing / logits.Length;
        var hit = (1 - smoothing) * Weight(classWeights, label);
        var loss = hit * (normaliser - logits[label]);
        var mass = hit;
        for (var k = 0; share > 0 && k < logits.Length; k++)
        {
            var weight = share * Weight(classWeights, k);
            loss += weight * (normaliser - logits[k]);
            mass += weight;
        }
        for (var k = 0; k < logits.Length; k++) gradient[k] = (float)(mass * gradient[k] - share * Weight(classWeights, k));
        gradient[label] -= (float)hit;
        return loss;
    }

    private static double Weight(ReadOnlySpan<float> classWeights, int k) => classWeights.IsEmpty ? 1 : classWeights[k];
}
