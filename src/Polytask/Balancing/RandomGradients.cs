using Polytask.Catalog;

namespace Polytask.Balancing;

/// <summary>
/// Random gradient weighting: the gradients of the shared parameters get the random weights that <c>rlw</c> gives to the losses, and a task's own parameters follow their
/// own gradient; a baseline that a method should beat. The paper's weights, and TorchJD's, add up to 1; here it is the number of tasks, unless <c>sum</c> says otherwise.
/// </summary>
[Kind("rgw", Paper = "Lin, Ye, Zhang, Tsang, Reasonable Effectiveness of Random Weighting: A Litmus Test for Multi-Task Learning, TMLR 2022", Url = "https://arxiv.org/abs/2111.10603")]
public sealed record RandomGradients : GradientBalancing
{
    /// <summary>What the weights add up to.</summary>
    public WeightSum Sum { get; init; }

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new RandomBalancer(Sum);

    private sealed class RandomBalancer(WeightSum sum) : GramianBalancer
    {
        public override Needs Needs => Needs.Losses;

        public override void Weigh(BalancingStep step, Span<double> weights) => RandomWeights.Fill(step, sum, weights);
    }
}
