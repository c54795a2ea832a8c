using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>The softmax of numbers drawn from the standard normal distribution.</summary>
internal static class RandomWeights
{
    /// <summary>Draws the weights of a step.</summary>
    public static void Fill(BalancingStep step, WeightSum sum, Span<double> weights)
    {
        for (var i = 0; i < weights.Length; i++) weights[i] = step.Random.NextNormal();
        SoftWeights.Of(weights, sum == WeightSum.One ? 1 : weights.Length, weights);
    }
}
