using Polytask.Catalog;

namespace Polytask.Balancing;

/// <summary>
/// Random loss weighting: the weights of every step are the softmax of numbers drawn from the standard normal distribution; a baseline
/// that a method should beat. The paper's weights add up to 1; here it is the number of tasks, as with equal weights, unless <c>sum</c>
/// says otherwise.
/// </summary>
[Kind("rlw", Paper = "Lin, Ye, Zhang, Tsang, Reasonable Effectiveness of Random Weighting: A Litmus Test for Multi-Task Learning, TMLR 2022", Url = "https://arxiv.org/abs/2111.10603")]
public sealed record RandomWeighting : BalancerOptions
{
    /// <summary>What the weights add up to.</summary>
    public WeightSum Sum { get; init; }

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new RandomBalancer(Sum);

    private sealed class RandomBalancer(WeightSum sum) : LossBalancer
    {
        public override void Weigh(BalancingStep step, Span<double> weights) => RandomWeights.Fill(step, sum, weights);
    }
}
