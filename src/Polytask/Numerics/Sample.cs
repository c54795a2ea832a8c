namespace Polytask.Numerics;

/// <summary>What a few numbers say of where they come from.</summary>
internal static class Sample
{
    /// <summary>The unbiased estimate of the variance; <c>null</c> from fewer than two numbers.</summary>
    public static double? Variance(IReadOnlyList<double> numbers)
    {
        if (numbers.Count < 2) return null;
        var mean = numbers.Average();
        return numbers.Sum(number => (number - mean) * (number - mean)) / (numbers.Count - 1);
    }
}
