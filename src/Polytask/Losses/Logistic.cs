namespace Polytask.Losses;

/// <summary>The logistic function and its logarithm, without overflow.</summary>
public static class Logistic
{
    /// <summary>1 / (1 + e^−x): the probability that a logit stands for.</summary>
    public static double Probability(double logit)
    {
        var small = Math.Exp(-Math.Abs(logit));
        return (logit >= 0 ? 1 : small) / (1 + small);
    }

    /// <summary>log(1 + e^x), which is −log of the probability of −x.</summary>
    public static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
}
