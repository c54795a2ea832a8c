namespace Polytask.Balancing;

/// <summary>1/L, the weight that a loss has in the gradient of its logarithm.</summary>
internal static class InverseLosses
{
    /// <summary>Smaller losses count as this one, so that the weight is a number of single precision.</summary>
    private const double Least = 1e-30;

    /// <summary>1/L.</summary>
    public static double Of(double loss) => 1 / Math.Max(loss, Least);
}
