namespace Polytask.Metrics;

/// <summary>The Wilson score interval of a share, good for few rows and for shares near 0 and 1.</summary>
/// <remarks>Wilson, Probable Inference, the Law of Succession, and Statistical Inference, JASA 22, 1927.</remarks>
public static class WilsonInterval
{
    private const double NormalQuantile = 1.959963984540054;

    /// <summary>The 95 % interval; without rows everything is possible.</summary>
    /// <param name="share">The share that was found.</param>
    /// <param name="rows">The number of rows it was found on.</param>
    public static Interval Of(double share, double rows)
    {
        if (!(rows > 0)) return new(0, 1);
        var spread = NormalQuantile * NormalQuantile / rows;
        var centre = (share + spread / 2) / (1 + spread);
        var half = NormalQuantile * Math.Sqrt((share * (1 - share) + spread / 4) / rows) / (1 + spread);
        return new(Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
