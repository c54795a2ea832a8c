using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Gradients;

namespace Polytask.Balancing;

/// <summary>
/// Gradient sign dropout: of every number of the gradients, either the positive or the negative ones are kept, positive ones with the probability
/// ½ (1 + Σ g / Σ |g|). The paper masks gradients of activations, each times the sign of its activation and summed over the batch; here, as in
/// TorchJD, the gradients of the shared parameters themselves are masked.
/// </summary>
[Kind("graddrop", Paper = "Chen, Ngiam, Huang, Luong, Kretzschmar, Chai, Anguelov, Just Pick a Sign: Optimizing Deep Multitask Models with Gradient Sign Dropout, NeurIPS 2020", Url = "https://arxiv.org/abs/2010.06808")]
public sealed record GradDrop : GradientBalancing
{
    /// <summary>The share of its gradient that a task keeps in any case, by name; 0 for tasks that are not named, and with 1 a task is never masked.</summary>
    [NameIn("tasks")]
    [Range(0, 1)]
    public IReadOnlyDictionary<string, double>? Leak { get; init; }

    /// <summary>A number of [0, 1) per column; by default random ones.</summary>
    internal IReadOnlyList<double>? Draws { get; init; }

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) =>
        new GradDropBalancer([.. TaskNumbers.Resolve(Leak, problem.Tasks, "leak", 0, leak => leak is >= 0 and <= 1, "a number from 0 to 1").Select(leak => (float)leak)], Draws);

    private sealed class GradDropBalancer(float[] leaks, IReadOnlyList<double>? draws) : JacobianBalancer
    {
        private const int Block = 256;

        public override void Combine(BalancingStep step, Jacobian jacobian, Span<float> direction)
        {
            Span<float> sums = stackalloc float[Block], sizes = stackalloc float[Block];
            Span<bool> positive = stackalloc bool[Block];
            for (var start = 0; start < direction.Length; start += Block)
            {
                var length = Math.Min(Block, direction.Length - start);
                sums.Clear();
                sizes.Clear();
                for (var i = 0; i < step.Count; i++)
                {
                    var row = jacobian[i].Slice(start, length);
                    for (var k = 0; k < row.Length; k++) (sums[k], sizes[k]) = (sums[k] + row[k], sizes[k] + Math.Abs(row[k]));
                }
                for (var k = 0; k < length; k++)
                    positive[k] = 0.5 * (1 + (double)sums[k] / sizes[k]) > (draws is null ? step.Random.NextDouble() : draws[start + k]);
                var kept = direction.Slice(start, length);
                kept.Clear();
                for (var i = 0; i < step.Count; i++)
                {
                    var row = jacobian[i].Slice(start, length);
                    var leak = leaks[step.Tasks[i]];
                    for (var k = 0; k < row.Length; k++) kept[k] += row[k] > 0 == positive[k] ? row[k] : leak * row[k];
                }
            }
        }
    }
}
