namespace Polytask.Losses;

/// <summary>The mean over the labelled pixels of an image of the binary cross-entropy, in which a yes and a no each have a weight.</summary>
public static class PixelBinaryCrossEntropy
{
    /// <summary>The loss of one image in nats, and its gradient; 0 where no pixel has a label.</summary>
    /// <param name="logits">[pixels].</param>
    /// <param name="target">1 for yes, 0 for no, or <see cref="float.NaN"/>, [pixels].</param>
    /// <param name="yes">The weight of a yes.</param>
    /// <param name="no">The weight of a no, more than 0.</param>
    /// <param name="gradient">Receives the derivative with respect to the logits, [pixels].</param>
    public static double Loss(ReadOnlySpan<float> logits, ReadOnlySpan<float> target, double yes, double no, Span<float> gradient)
    {
        var (loss, labelled) = (0.0, 0);
        foreach (var label in target)
            if (!float.IsNaN(label)) labelled++;
        for (var pixel = 0; pixel < target.Length; pixel++)
        {
            gradient[pixel] = 0;
            if (float.IsNaN(target[pixel])) continue;
            loss += no * BinaryCrossEntropy.Loss(logits[pixel], target[pixel], yes / no, out var derivative);
            gradient[pixel] = (float)(no * derivative / labelled);
        }
        return labelled > 0 ? loss / labelled : 0;
    }
}
