namespace Polytask.Numerics;

/// <summary>Proximal operators of norms: the x that makes ½ ‖x − v‖² + amount · ‖x‖ smallest, written over v.</summary>
/// <remarks>Parikh and Boyd, Proximal Algorithms, Foundations and Trends in Optimization 1, 2014, section 6.</remarks>
internal static class Shrinkage
{
    /// <summary>Of the sum of the numbers' sizes: each moves towards 0 by the amount.</summary>
    public static void Absolute(Span<double> x, double amount)
    {
        for (var i = 0; i < x.Length; i++) x[i] = Math.CopySign(Math.Max(0, Math.Abs(x[i]) - amount), x[i]);
    }

    /// <summary>Of the Euclidean length: the whole moves towards 0 by the amount.</summary>
    public static void Length(Span<double> x, double amount)
    {
        var length = Math.Sqrt(RowMath.Dot(x, x));
        var factor = length > amount ? 1 - amount / length : 0;
        for (var i = 0; i < x.Length; i++) x[i] *= factor;
    }

    /// <summary>Of the largest size: what is left when the nearest point of the ball of the sum of sizes is taken away (Moreau).</summary>
    public static void Largest(Span<double> x, double amount)
    {
        var sum = 0.0;
        foreach (var value in x) sum += Math.Abs(value);
        if (sum <= amount)
        {
            x.Clear();
            return;
        }
        if (amount == 0) return;
        var shares = new double[x.Length];
        for (var i = 0; i < x.Length; i++) shares[i] = Math.Abs(x[i]) / amount;
        SimplexProjection.Project(shares);
        for (var i = 0; i < x.Length; i++) x[i] -= Math.CopySign(amount * shares[i], x[i]);
    }
}
