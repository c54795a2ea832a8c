using System.ComponentModel.DataAnnotations;
using System.Numerics;
using Polytask.Catalog;
using Polytask.Gradients;
using Polytask.Numerics;

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
        /// <summary>Columns that are worked on together; of the last ones some may be left over from before.</summary>
        private const int Block = 256;

        private readonly float[] _row = new float[Block], _sums = new float[Block], _sizes = new float[Block], _kept = new float[Block];
        private readonly int[] _positive = new int[Block];

        public override void Combine(BalancingStep step, Jacobian jacobian, Span<float> direction)
        {
            for (var start = 0; start < direction.Length; start += Block)
            {
                var length = Math.Min(Block, direction.Length - start);
                Array.Clear(_sums);
                Array.Clear(_sizes);
                Array.Clear(_kept);
                for (var i = 0; i < step.Count; i++)
                {
                    jacobian[i].Slice(start, length).CopyTo(_row);
                    Add();
                }
                for (var k = 0; k < length; k++)
                    _positive[k] = 0.5 * (1 + (double)_sums[k] / _sizes[k]) > (draws is null ? step.Random.NextDouble() : draws[start + k]) ? -1 : 0;
                for (var i = 0; i < step.Count; i++)
                {
                    jacobian[i].Slice(start, length).CopyTo(_row);
                    Keep(leaks[step.Tasks[i]]);
                }
                _kept.AsSpan(0, length).CopyTo(direction[start..]);
            }
        }

        private void Add()
        {
            var row = RowMath.Vectors<float>(_row);
            var sums = RowMath.Vectors<float>(_sums);
            var sizes = RowMath.Vectors<float>(_sizes);
            for (var k = 0; k < row.Length; k++)
            {
                sums[k] += row[k];
                sizes[k] += Vector.Abs(row[k]);
            }
        }

        private void Keep(float leak)
        {
            var row = RowMath.Vectors<float>(_row);
            var kept = RowMath.Vectors<float>(_kept);
            var positive = RowMath.Vectors<int>(_positive);
            for (var k = 0; k < row.Length; k++)
                kept[k] += Vector.ConditionalSelect(Vector.Equals(Vector.GreaterThan(row[k], Vector<float>.Zero), positive[k]), row[k], leak * row[k]);
        }
    }
}
