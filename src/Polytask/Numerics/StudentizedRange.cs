namespace Polytask.Numerics;

/// <summary>The range of several numbers of the standard normal distribution: the studentised range with infinitely many degrees of freedom.</summary>
public static class StudentizedRange
{
    private const double Reach = 8;
    private const int Steps = 400;
    private const int Halvings = 60;

    /// <summary>The probability that the range of some numbers stays below another.</summary>
    /// <param name="range">The range, at least 0.</param>
    /// <param name="count">How many numbers, at least 2.</param>
    public static double Below(double range, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        // One of them is the largest, and the others are between it and the range below it. The trapezoidal rule is exact to rounding for such a bell.
        var (sum, step) = (0.0, 2 * Reach / Steps);
        for (var i = 0; i <= Steps; i++)
        {
            var largest = -Reach + i * step;
            sum += Normal.Density(largest) * Math.Pow(Math.Max(0, Normal.Below(largest) - Normal.Below(largest - range)), count - 1);
        }
        return count * sum * step;
    }

    /// <summary>The number that the range stays below with a probability.</summary>
    public static double Quantile(double probability, int count)
    {
        if (!(probability is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "Expected a probability between 0 and 1.");
        var (low, high) = (0.0, 2 * Reach);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            if (Below(middle, count) < probability) low = middle;
            else high = middle;
        }
        return high;
    }
}
