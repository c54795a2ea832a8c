namespace Polytask.Numerics;

/// <summary>The standard normal distribution.</summary>
public static class Normal
{
    // Beyond, the tails hold less than 1e-22.
    private const double Far = 10;

    /// <summary>The density.</summary>
    public static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>The share below a number, to about 1e-15.</summary>
    /// <remarks>The series of Marsaglia, Evaluating the Normal Distribution, Journal of Statistical Software 11, 2004.</remarks>
    public static double Below(double x)
    {
        if (x <= -Far) return 0;
        if (x >= Far) return 1;
        var (sum, term) = (x, x);
        for (var power = 3; sum + term != sum || power == 3; power += 2) sum += term *= x * x / power;
        return 0.5 + sum * Density(x);
    }
}
