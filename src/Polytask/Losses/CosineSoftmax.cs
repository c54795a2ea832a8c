namespace Polytask.Losses;

/// <summary>
/// Cross-entropy of one of several classes by direction: each class has a fixed direction, and its logit is the cosine between that and what is put out, times a scale. What is put out
/// is thereby drawn to the direction of its class, whatever its length.
/// </summary>
/// <remarks>
/// Wang, Xiang, Cheng, Yuille, NormFace: L2 Hypersphere Embedding for Face Verification, ACM Multimedia 2017; fixed directions as in Mettes, van der Pol, Snoek, Hyperspherical Prototype
/// Networks, NeurIPS 2019.
/// </remarks>
public static class CosineSoftmax
{
    // Outputs much shorter than this have no direction: the derivative stays finite at 0.
    private const double Shortest = 1e-2;

    /// <summary>The loss of one row in nats, and its gradient.</summary>
    /// <param name="outputs">[width].</param>
    /// <param name="label">The index of the true class.</param>
    /// <param name="directions">The classes' directions, each of length 1, [classes × width].</param>
    /// <param name="scale">What cosines are multiplied by.</param>
    /// <param name="gradient">Receives the derivative with respect to the outputs, [width].</param>
    public static double Loss(ReadOnlySpan<float> outputs, int label, ReadOnlySpan<float> directions, double scale, Span<float> gradient)
    {
        var width = outputs.Length;
        var length = Length(outputs);
        var logits = new double[directions.Length / width];
        for (var k = 0; k < logits.Length; k++) logits[k] = scale / length * Dot(outputs, directions.Slice(k * width, width));
        var largest = logits.Max();
        var normaliser = largest + Math.Log(logits.Sum(logit => Math.Exp(logit - largest)));
        var (pull, along) = (new double[width], 0.0);
        for (var k = 0; k < logits.Length; k++)
        {
            var toLogit = Math.Exp(logits[k] - normaliser) - (k == label ? 1 : 0);
            along += toLogit * logits[k];
            for (var i = 0; i < width; i++) pull[i] += toLogit * directions[k * width + i];
        }
        for (var i = 0; i < width; i++) gradient[i] = (float)((scale * pull[i] - along * outputs[i] / length) / length);
        return normaliser - logits[label];
    }

    /// <summary>Writes the outputs with a length of 1; outputs that have hardly any stay shorter.</summary>
    /// <param name="outputs">[width].</param>
    /// <param name="unit">Receives the direction, [width].</param>
    public static void Direction(ReadOnlySpan<float> outputs, Span<float> unit)
    {
        var length = Length(outputs);
        for (var i = 0; i < outputs.Length; i++) unit[i] = (float)(outputs[i] / length);
    }

    /// <summary>The cosine of two directions of one length.</summary>
    /// <param name="first">[width].</param>
    /// <param name="second">[width].</param>
    public static double Dot(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        var sum = 0.0;
        for (var i = 0; i < first.Length; i++) sum += (double)first[i] * second[i];
        return sum;
    }

    private static double Length(ReadOnlySpan<float> outputs) => Math.Sqrt(Dot(outputs, outputs) + Shortest * Shortest);
}
