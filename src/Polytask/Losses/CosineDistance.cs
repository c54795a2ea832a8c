namespace Polytask.Losses;

/// <summary>The mean over the labelled pixels of an image of 1 − cos of the angle between what is put out, of any length, and a direction.</summary>
/// <remarks>Eigen, Fergus, Predicting Depth, Surface Normals and Semantic Labels with a Common Multi-Scale Convolutional Architecture, ICCV 2015.</remarks>
public static class CosineDistance
{
    // Outputs shorter than this are taken as this long: the derivative stays finite at 0.
    private const double Shortest = 1e-6;

    /// <summary>The loss of one image, and its gradient; 0 where no pixel has a label.</summary>
    /// <param name="outputs">Three maps: to the right, down, and forward, [3 × pixels].</param>
    /// <param name="target">Directions of length 1 in the same form, <see cref="float.NaN"/> where there is no label, [3 × pixels].</param>
    /// <param name="gradient">Receives the derivative with respect to the outputs, [3 × pixels].</param>
    public static double Loss(ReadOnlySpan<float> outputs, ReadOnlySpan<float> target, Span<float> gradient)
    {
        var pixels = target.Length / 3;
        var (loss, labelled) = (0.0, 0);
        foreach (var label in target[..pixels])
            if (!float.IsNaN(label)) labelled++;
        gradient.Clear();
        for (var (x, y, z) = (0, pixels, 2 * pixels); x < pixels; x++, y++, z++)
        {
            if (float.IsNaN(target[x])) continue;
            double a = outputs[x], b = outputs[y], c = outputs[z];
            var length = Math.Max(Shortest, Math.Sqrt(a * a + b * b + c * c));
            var cosine = (a * target[x] + b * target[y] + c * target[z]) / length;
            loss += 1 - cosine;
            var factor = 1 / (length * labelled);
            gradient[x] = (float)((cosine * a / length - target[x]) * factor);
            gradient[y] = (float)((cosine * b / length - target[y]) * factor);
            gradient[z] = (float)((cosine * c / length - target[z]) * factor);
        }
        return labelled > 0 ? loss / labelled : 0;
    }
}
