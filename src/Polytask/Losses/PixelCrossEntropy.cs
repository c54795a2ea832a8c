using System.Numerics;
using System.Runtime.InteropServices;

namespace Polytask.Losses;

/// <summary>The mean over the labelled pixels of an image of w_y (log Σ e^z_k − z_y), where y is the class of the pixel and z its logits.</summary>
public static class PixelCrossEntropy
{
    /// <summary>The loss of one image in nats, and its gradient; 0 where no pixel has a label.</summary>
    /// <param name="logits">One map after another, [classes × pixels].</param>
    /// <param name="target">The index of each pixel's class, or <see cref="float.NaN"/>, [pixels].</param>
    /// <param name="weights">How much a pixel of a class counts, [classes].</param>
    /// <param name="gradient">Receives the derivative with respect to the logits, [classes × pixels].</param>
    public static double Loss(ReadOnlySpan<float> logits, ReadOnlySpan<float> target, ReadOnlySpan<float> weights, Span<float> gradient)
    {
        var pixels = target.Length;
        var (largest, sums) = (logits[..pixels].ToArray(), new float[pixels]);
        for (var k = 1; k < weights.Length; k++) Largest(logits.Slice(k * pixels, pixels), largest);
        for (var k = 0; k < weights.Length; k++) AddExponentials(logits.Slice(k * pixels, pixels), largest, gradient.Slice(k * pixels, pixels), sums);

        var (loss, labelled) = (0.0, 0);
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            if (float.IsNaN(target[pixel])) continue;
            var truth = (int)target[pixel];
            loss += weights[truth] * (Math.Log(sums[pixel]) + largest[pixel] - logits[truth * pixels + pixel]);
            labelled++;
        }
        for (var pixel = 0; pixel < pixels; pixel++) sums[pixel] = float.IsNaN(target[pixel]) ? 0 : weights[(int)target[pixel]] / (labelled * sums[pixel]);
        for (var k = 0; k < weights.Length; k++) Multiply(gradient.Slice(k * pixels, pixels), sums);
        for (var pixel = 0; pixel < pixels; pixel++)
            if (!float.IsNaN(target[pixel])) gradient[(int)target[pixel] * pixels + pixel] -= weights[(int)target[pixel]] / labelled;
        return labelled > 0 ? loss / labelled : 0;
    }

    private static void Largest(ReadOnlySpan<float> numbers, Span<float> largest)
    {
        var from = MemoryMarshal.Cast<float, Vector<float>>(numbers);
        var to = MemoryMarshal.Cast<float, Vector<float>>(largest);
        for (var i = 0; i < to.Length; i++) to[i] = Vector.Max(to[i], from[i]);
        for (var i = to.Length * Vector<float>.Count; i < largest.Length; i++) largest[i] = Math.Max(largest[i], numbers[i]);
    }

    private static void AddExponentials(ReadOnlySpan<float> numbers, ReadOnlySpan<float> largest, Span<float> exponentials, Span<float> sums)
    {
        var from = MemoryMarshal.Cast<float, Vector<float>>(numbers);
        var most = MemoryMarshal.Cast<float, Vector<float>>(largest);
        var to = MemoryMarshal.Cast<float, Vector<float>>(exponentials);
        var total = MemoryMarshal.Cast<float, Vector<float>>(sums);
        for (var i = 0; i < total.Length; i++) total[i] += to[i] = Vector.Exp(from[i] - most[i]);
        for (var i = total.Length * Vector<float>.Count; i < sums.Length; i++) sums[i] += exponentials[i] = MathF.Exp(numbers[i] - largest[i]);
    }

    private static void Multiply(Span<float> numbers, ReadOnlySpan<float> factors)
    {
        var to = MemoryMarshal.Cast<float, Vector<float>>(numbers);
        var by = MemoryMarshal.Cast<float, Vector<float>>(factors);
        for (var i = 0; i < to.Length; i++) to[i] *= by[i];
        for (var i = to.Length * Vector<float>.Count; i < numbers.Length; i++) numbers[i] *= factors[i];
    }
}
