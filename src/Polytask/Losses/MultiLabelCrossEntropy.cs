namespace Polytask.Losses;

/// <summary>The mean over labels of the binary cross-entropy: each label is a yes or no of its own.</summary>
public static class MultiLabelCrossEntropy
{
    /// <summary>The loss of one row in nats, and its gradient.</summary>
    /// <param name="logits">[labels].</param>
    /// <param name="targets">1 for the labels that the row has, otherwise 0, [labels].</param>
    /// <param name="gradient">Receives the derivative with respect to the logits, [labels].</param>
    public static double Loss(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, Span<float> gradient)
    {
        var loss = 0.0;
        for (var k = 0; k < logits.Length; k++)
        {
            loss += BinaryCrossEntropy.Loss(logits[k], targets[k], 1, out var derivative);
            gradient[k] = (float)(derivative / logits.Length);
        }
        return loss / logits.Length;
    }
}
