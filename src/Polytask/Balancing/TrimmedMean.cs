using System.ComponentModel.DataAnnotations;
using System.Numerics;
using Polytask.Catalog;
using Polytask.Gradients;
using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>
/// For every number of the gradients, the mean over the tasks without the largest and the smallest ones: a task with wild gradients cannot pull the
/// shared parameters anywhere. Being a mean, it is shorter than the sum of <c>equal</c> by the number of tasks.
/// </summary>
[Kind("trimmed_mean", Paper = "Yin, Chen, Kannan, Bartlett, Byzantine-Robust Distributed Learning: Towards Optimal Statistical Rates, ICML 2018", Url = "https://arxiv.org/abs/1803.01498")]
public sealed record TrimmedMean : GradientBalancing
{
    /// <summary>How many numbers are left out at each end; there must be more than twice as many tasks. In a step with labels of fewer, gradients are added up.</summary>
    [Range(0, 1000)]
    public int Trim { get; init; } = 1;

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => problem.Tasks.Count > 2 * Trim ? new TrimmedMeanBalancer(problem.Tasks.Count, Trim) : throw new ConfigurationException(
        $"balancing.trim: expected at least {2 * Trim + 1} tasks to leave out {Trim} at each end, found {problem.Tasks.Count}. Set it to {(problem.Tasks.Count - 1) / 2} at most.");

    private sealed class TrimmedMeanBalancer(int tasks, int trim) : JacobianBalancer
    {
        /// <summary>Columns that are worked on together; of the last ones some may be left over from before.</summary>
        private const int Block = 256;
        private readonly float[][] _ends = [.. Enumerable.Range(0, Math.Min(tasks, 2 * trim)).Select(_ => new float[Block])];
        private readonly float[] _row = new float[Block];
        private readonly double[] _sums = new double[Block];

        public override int FewestTasks => 2 * trim + 1;

        public override void Combine(BalancingStep step, Jacobian jacobian, Span<float> direction)
        {
            for (var start = 0; start < direction.Length; start += Block)
            {
                var length = Math.Min(Block, direction.Length - start);
                Array.Clear(_sums);
                for (var i = 0; i < step.Count; i++)
                {
                    jacobian[i].Slice(start, length).CopyTo(_row);
                    // The smallest numbers so far keep what is smaller, the largest ones what is larger; what all of them hand on is for the mean.
                    for (var end = 0; end < Math.Min(i, 2 * trim); end++) Exchange(_ends[end], smaller: end < trim);
                    if (i < 2 * trim) _row.CopyTo(_ends[i], 0);
                    else Add();
                }
                for (var k = 0; k < length; k++) direction[start + k] = (float)(_sums[k] / (step.Count - 2 * trim));
            }
        }

        private void Exchange(float[] end, bool smaller)
        {
            var row = RowMath.Vectors<float>(_row);
            var kept = RowMath.Vectors<float>(end);
            for (var k = 0; k < row.Length; k++)
            {
                var (low, high) = (Vector.Min(row[k], kept[k]), Vector.Max(row[k], kept[k]));
                (kept[k], row[k]) = smaller ? (low, high) : (high, low);
            }
        }

        private void Add()
        {
            var row = RowMath.Vectors<float>(_row);
            var sums = RowMath.Vectors<double>(_sums);
            for (var k = 0; k < row.Length; k++)
            {
                Vector.Widen(row[k], out var low, out var high);
                sums[2 * k] += low;
                sums[2 * k + 1] += high;
            }
        }
    }
}
