namespace Polytask.Numerics;

/// <summary>Student's t distribution.</summary>
public static class StudentT
{
    private const int Halvings = 200;

    /// <summary>The number that |t| stays below with a probability.</summary>
    /// <param name="probability">Between 0 and 1: 0.95 for a 95 % interval.</param>
    /// <param name="freedom">Degrees of freedom, above 0; they need not be whole, and infinitely many are those of the normal distribution.</param>
    public static double TwoSidedQuantile(double probability, double freedom)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(freedom);
        if (!(probability is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "Expected a probability between 0 and 1.");
        var (low, high) = (0.0, 1.0);
        while (Within(high, freedom) < probability) high *= 2;
        for (var i = 0; i < Halvings && low < high; i++)
        {
            var middle = low + (high - low) / 2;
            if (middle == low || middle == high) break;
            if (Within(middle, freedom) < probability) low = middle;
            else high = middle;
        }
        return high;
    }

    /// <summary>The probability that |t| stays below a number.</summary>
    /// <param name="t">The number, at least 0.</param>
    /// <param name="freedom">Degrees of freedom, above 0.</param>
    public static double Within(double t, double freedom) =>
        // t² / (t² + freedom) has a beta distribution.
        Beta.Regularised(t * t / (freedom + t * t), 0.5, freedom / 2);
}
