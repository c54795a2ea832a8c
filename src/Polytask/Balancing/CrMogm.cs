using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;

namespace Polytask.Balancing;

/// <summary>
/// Smooths the weights of another method: λ_k = α λ_{k−1} + (1 − α) λ̂_k, where λ̂ are that method's. Weights that jump with every batch are what makes
/// such methods fail to converge. A task's first weight is that of the method itself, so that no scale
/// is presumed.
/// </summary>
[Kind("cr_mogm", Paper = "Zhou, Zhang, Jiang, Zhong, Gu, Zhu, On the Convergence of Stochastic Multi-Objective Gradient Manipulation and Beyond, NeurIPS 2022", Url = "https://papers.neurips.cc/paper_files/paper/2022/hash/f91bd64a3620aad8e70a27ad9cb3ca57-Abstract-Conference.html")]
public sealed record CrMogm : GradientBalancing
{
    /// <summary>The method whose weights are smoothed: any that weighs gradients.</summary>
    public BalancerOptions Method { get; init; } = new PCGrad();

    /// <summary>The share of the weights so far.</summary>
    [Range(0, 0.9999)]
    public double Alpha { get; init; } = 0.9;

    internal override string? FeaturesProblem => (Method as GradientBalancing)?.FeaturesProblem;

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) =>
        new CrMogmBalancer(InnerMethod.Create<GramianBalancer>(this, Method, problem, _ => true, "a method that weighs gradients"), Alpha, problem.Tasks.Count);

    private sealed class CrMogmBalancer : GramianBalancer
    {
        private readonly GramianBalancer _method;
        private readonly double _alpha;
        private readonly double[] _weights;

        public CrMogmBalancer(GramianBalancer method, double alpha, int tasks)
        {
            (_method, _alpha, _weights) = (method, alpha, new double[tasks]);
            _weights.AsSpan().Fill(double.NaN);
        }

        public override Needs Needs => _method.Needs;

        public override int FewestTasks => _method.FewestTasks;

        public override IEnumerable<(string Name, double[] Numbers)> Memory => [("smoothed_weights", _weights), .. _method.Memory.Select(memory => ($"method.{memory.Name}", memory.Numbers))];

        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            _method.Weigh(step, weights);
            for (var i = 0; i < weights.Length; i++)
            {
                ref var smoothed = ref _weights[step.Tasks[i]];
                smoothed = double.IsNaN(smoothed) ? weights[i] : _alpha * smoothed + (1 - _alpha) * weights[i];
                weights[i] = smoothed;
            }
        }

        public override void Learn(BalancingStep step, ReadOnlySpan<double> lossesAfter) => _method.Learn(step, lossesAfter);
    }
}
