using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;

namespace Polytask.Balancing;

/// <summary>
/// Balances how fast the tasks converge: a task's weight is √(mean λ / λ_i), where λ_i is the largest eigenvalue of its neural tangent kernel. With a
/// single loss per task that is the squared length of its gradient. NTKMTL-SR, the paper's fast form, is <c>level: features</c> with <c>parts: 4</c>: the kernel of the losses of parts
/// of the batch at the shared representation, where gradients of different rows are orthogonal and λ_i is the largest squared length. The weights count for a
/// task's own parameters, too. The authors' program takes the sum of all λ for their mean, so that its weights are longer.
/// </summary>
[Kind("ntkmtl", Paper = "Qin, Wang, Liao, Yan, NTKMTL: Mitigating Task Imbalance in Multi-Task Learning from Neural Tangent Kernel Perspective, NeurIPS 2025", Url = "https://arxiv.org/abs/2510.18258")]
public sealed record Ntkmtl : GradientBalancing
{
    /// <summary>Into how many parts the rows of a step are divided, the paper's n. More than 1 needs <c>level: features</c>: elsewhere each part would cost a pass of its own.</summary>
    [Range(1, 1000)]
    public int Parts { get; init; } = 1;

    /// <summary>The power of mean λ / λ_i that the weight is; the authors found larger ones, such as 0.75, better at times.</summary>
    [Range(0, 2)]
    public double Exponent { get; init; } = 0.5;

    /// <inheritdoc/>
    /// <exception cref="ConfigurationException">Parts are not at the representation.</exception>
    public override Balancer Create(BalancingProblem problem) => Parts > 1 && Level != BalancingLevel.Features
        ? throw new ConfigurationException($"balancing.parts: expected 1 where gradients are those of parameters, found {Parts}. Set level to features, or parts to 1.")
        : new NtkmtlBalancer(Parts, Exponent, problem.Tasks.Count);

    private sealed class NtkmtlBalancer(int parts, double exponent, int tasks) : GramianBalancer
    {
        private readonly double[] _largest = new double[tasks];

        public override int Parts => parts;

        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            var (sum, count) = (0.0, 0);
            for (var i = 0; i < weights.Length; i++)
            {
                _largest[i] = Largest(step, i);
                if (_largest[i] > 0) (sum, count) = (sum + _largest[i], count + 1);
            }
            if (count < weights.Length) step.Say("balancing 'ntkmtl': the gradient of a task was zero in a step, and the task counted once.");
            for (var i = 0; i < weights.Length; i++)
                step.OwnWeights[i] = weights[i] = _largest[i] > 0 ? Math.Pow(sum / count, exponent) / Math.Pow(_largest[i], exponent) : 1;
        }

        /// <summary>The largest eigenvalue of a task's kernel: a number with one part, a diagonal matrix with more.</summary>
        private double Largest(BalancingStep step, int i)
        {
            if (parts == 1) return step.Gramian[i, i];
            var largest = 0.0;
            for (var part = 0; part < parts; part++) largest = Math.Max(largest, step.PartGramian(part)[i, i]);
            return largest;
        }
    }
}
