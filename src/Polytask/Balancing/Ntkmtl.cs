using Polytask.Catalog;

namespace Polytask.Balancing;

/// <summary>
/// Balances how fast the tasks converge: a task's weight is √(mean λ / λ_i), where λ_i is the largest eigenvalue of its neural tangent kernel. This is
/// the paper's form for a single loss per task (n = 1), where λ_i is the squared length of the gradient; kernels of parts of a batch
/// would need a gradient for each part. The weights count for a task's own parameters, too.
/// </summary>
[Kind("ntkmtl", Paper = "Qin, Wang, Liao, Yan, NTKMTL: Mitigating Task Imbalance in Multi-Task Learning from Neural Tangent Kernel Perspective, NeurIPS 2025", Url = "https://arxiv.org/abs/2510.18258")]
public sealed record Ntkmtl : GradientBalancing
{
    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new NtkmtlBalancer();

    private sealed class NtkmtlBalancer : GramianBalancer
    {
        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            var (sum, count) = (0.0, 0);
            for (var i = 0; i < weights.Length; i++)
                if (step.Gramian[i, i] > 0) (sum, count) = (sum + step.Gramian[i, i], count + 1);
            if (count < weights.Length) step.Say("balancing 'ntkmtl': the gradient of a task was zero in a step, and the task counted once.");
            for (var i = 0; i < weights.Length; i++)
                step.OwnWeights[i] = weights[i] = step.Gramian[i, i] > 0 ? Math.Sqrt(sum / count) / Math.Sqrt(step.Gramian[i, i]) : 1;
        }
    }
}
