namespace Polytask.Numerics;

/// <summary>The softmax of a few numbers, in double precision.</summary>
internal static class SoftWeights
{
    /// <summary>Scores beyond it count as it: they are infinitely far apart either way.</summary>
    private const double Limit = 1e300;

    /// <summary>weights = total · softmax(scores); both may be the same numbers.</summary>
    public static void Of(ReadOnlySpan<double> scores, double total, Span<double> weights)
    {
        var largest = -Limit;
        foreach (var score in scores) largest = Math.Max(largest, Math.Min(score, Limit));
        var sum = 0.0;
        for (var i = 0; i < scores.Length; i++) sum += weights[i] = Math.Exp(Math.Clamp(scores[i], -Limit, Limit) - largest);
        for (var i = 0; i < scores.Length; i++) weights[i] *= total / sum;
    }
}
