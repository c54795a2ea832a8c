using System.Numerics;

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
        var sum = Exponentials(logits, largest, probabilities);
        var scale = (float)(1 / sum);
        foreach (ref var probability in probabilities[..logits.Length]) probability *= scale;
        return largest + Math.Log(sum);
    }

    /// <summary>Pulls a cotangent of probabilities back to the logits: p ∘ (c − ⟨p, c⟩).</summary>
    /// <param name="probabilities">p, [classes].</param>
    /// <param name="cotangent">c, [classes].</param>
    /// <param name="toLogits">Receives the cotangent of the logits, [classes]; may be where one of the others is.</param>
    public static void Pullback(ReadOnlySpan<float> probabilities, ReadOnlySpan<float> cotangent, Span<float> toLogits)
    {
        var mean = 0.0;
        for (var k = 0; k < probabilities.Length; k++) mean += (double)probabilities[k] * cotangent[k];
        for (var k = 0; k < probabilities.Length; k++) toLogits[k] = (float)(probabilities[k] * (cotangent[k] - mean));
    }

    /// <summary>Writes exp(logit − largest), and returns their sum in double.</summary>
    private static double Exponentials(ReadOnlySpan<float> logits, double largest, Span<float> exponentials)
    {
        var (i, sums) = (0, Vector<double>.Zero);
        for (; i <= logits.Length - Vector<float>.Count; i += Vector<float>.Count) sums += Exponentials(new Vector<float>(logits[i..]), largest, exponentials[i..]);
        if (i == logits.Length) return Vector.Sum(sums);
        // The last few fill a register up with the largest logit, whose exponential is 1.
        Span<float> last = stackalloc float[Vector<float>.Count];
        last.Fill((float)largest);
        logits[i..].CopyTo(last);
        sums += Exponentials(new Vector<float>(last), largest, last);
        last[..(logits.Length - i)].CopyTo(exponentials[i..]);
        return Vector.Sum(sums) - (Vector<float>.Count - (logits.Length - i));
    }

    private static Vector<double> Exponentials(Vector<float> logits, double largest, Span<float> exponentials)
    {
        Vector.Widen(logits, out var low, out var high);
        low = Vector.Exp(low - new Vector<double>(largest));
        high = Vector.Exp(high - new Vector<double>(largest));
        Vector.Narrow(low, high).CopyTo(exponentials);
        return low + high;
    }
}
