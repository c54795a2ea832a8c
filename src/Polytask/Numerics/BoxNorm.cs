namespace Polytask.Numerics;

/// <summary>
/// Half the square of the box norm: ½ min Σ x_i² / θ_i over all θ with least ≤ θ_i ≤ most and Σ θ = total. The θ are clipped lines
/// of |x_i|, of one slope, which is found by halving.
/// </summary>
/// <remarks>McDonald, Pontil, Stamos, New Perspectives on k-Support and Cluster Norms, JMLR 17, 2016.</remarks>
/// <param name="least">The least θ, above 0.</param>
/// <param name="most">The largest θ.</param>
/// <param name="total">The sum of all θ, between that of the least and of the largest ones.</param>
internal sealed class BoxNorm(double least, double most, double total)
{
    /// <summary>Its value.</summary>
    public double Value(ReadOnlySpan<double> x)
    {
        var theta = Weights(x, 0);
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++) sum += x[i] * x[i] / theta[i];
        return sum / 2;
    }

    /// <summary>Its proximal operator, written over the point: x_i θ_i / (θ_i + amount), with the θ that are best then.</summary>
    public void Shrink(Span<double> x, double amount)
    {
        if (double.IsPositiveInfinity(amount))
        {
            x.Clear();
            return;
        }
        var theta = Weights(x, amount);
        for (var i = 0; i < x.Length; i++) x[i] *= theta[i] / (theta[i] + amount);
    }

    private double[] Weights(ReadOnlySpan<double> x, double amount)
    {
        var theta = new double[x.Length];
        var smallest = double.PositiveInfinity;
        foreach (var value in x)
            if (value != 0) smallest = Math.Min(smallest, Math.Abs(value));
        // At the upper end every number but 0 has the largest θ; numbers that are 0 stay 0 whatever theirs is.
        var (low, high) = (0.0, double.IsFinite(smallest) ? (most + amount) / smallest : 0);
        if (Fill(x, amount, high, theta) <= total) return theta;
        for (var middle = high / 2; middle > low && middle < high; middle = low + (high - low) / 2)
            if (Fill(x, amount, middle, theta) > total) high = middle;
            else low = middle;
        return theta;
    }

    private double Fill(ReadOnlySpan<double> x, double amount, double slope, double[] theta)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++) sum += theta[i] = Math.Clamp(Math.Abs(x[i]) * slope - amount, least, most);
        return sum;
    }
}
