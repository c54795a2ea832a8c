namespace Polytask.Numerics;

/// <summary>The beta distribution.</summary>
/// <remarks>Its distribution function: NIST Digital Library of Mathematical Functions, 8.17: the continued fraction 8.17.22, evaluated by Lentz's method.</remarks>
public static class Beta
{
    private const int MostTerms = 100_000;
    private const double Tiny = 1e-300;

    /// <summary>I_x(a, b): the share of a beta distribution below x.</summary>
    /// <param name="x">From 0 to 1.</param>
    /// <param name="a">Above 0.</param>
    /// <param name="b">Above 0.</param>
    public static double Regularised(double x, double a, double b)
    {
        if (x <= 0) return 0;
        if (x >= 1) return 1;
        // The fraction converges fast on one side of the mean; the other side is its mirror image.
        return x > (a + 1) / (a + b + 2) ? 1 - Below(1 - x, b, a) : Below(x, a, b);
    }

    /// <summary>Draws from a beta distribution: the share that one of two gamma variables has of their sum.</summary>
    /// <param name="random">The random stream.</param>
    /// <param name="a">Above 0.</param>
    /// <param name="b">Above 0.</param>
    public static double Draw(RandomStream random, double a, double b) => 1 / (1 + Math.Exp(-(LogOfGamma(random, a) - LogOfGamma(random, b))));

    /// <summary>Draws the logarithm of a gamma variable; the variable itself may be too small for a number.</summary>
    /// <remarks>Marsaglia, Tsang, A Simple Method for Generating Gamma Variables, ACM Transactions on Mathematical Software 26, 2000.</remarks>
    private static double LogOfGamma(RandomStream random, double shape)
    {
        if (shape < 1) return LogOfGamma(random, shape + 1) + Math.Log(1 - random.NextDouble()) / shape;
        var d = shape - 1.0 / 3;
        while (true)
        {
            var x = random.NextNormal();
            var v = Math.Pow(1 + x / Math.Sqrt(9 * d), 3);
            if (v > 0 && Math.Log(1 - random.NextDouble()) < x * x / 2 + d - d * v + d * Math.Log(v)) return Math.Log(d * v);
        }
    }

    private static double Below(double x, double a, double b)
    {
        var front = Math.Exp(LogGamma.Of(a + b) - LogGamma.Of(a) - LogGamma.Of(b) + a * Math.Log(x) + b * double.LogP1(-x)) / a;
        var (c, d) = (1.0, 1 / NotZero(1 - (a + b) * x / (a + 1)));
        var fraction = d;
        for (var m = 1; m < MostTerms; m++)
        {
            var even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / NotZero(1 + even * d);
            c = NotZero(1 + even / c);
            fraction *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / NotZero(1 + odd * d);
            c = NotZero(1 + odd / c);
            fraction *= d * c;
            if (Math.Abs(d * c - 1) < 1e-15) break;
        }
        return front * fraction;
    }

    private static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
