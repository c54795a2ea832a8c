namespace Polytask.Numerics;

/// <summary>The logarithm of the gamma function.</summary>
/// <remarks>Stirling's series, NIST Digital Library of Mathematical Functions 5.11.1, after the recurrence Γ(x + 1) = x Γ(x) has made the argument large.</remarks>
public static class LogGamma
{
    private const double Large = 15;

    /// <summary>ln Γ(x).</summary>
    /// <param name="x">Above 0.</param>
    public static double Of(double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(x);
        var shift = 0.0;
        for (; x < Large; x++) shift -= Math.Log(x);
        var inverse = 1 / (x * x);
        // Bernoulli numbers over 2k (2k - 1): the sixth term is below 1e-15 from 15 on.
        var series = (1.0 / 12 + inverse * (-1.0 / 360 + inverse * (1.0 / 1260 + inverse * (-1.0 / 1680 + inverse * (1.0 / 1188))))) / x;
        return shift + (x - 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI) + series;
    }
}
