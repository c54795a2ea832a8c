using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Numerics;

namespace Polytask.LinearModels;

/// <summary>
/// Some features are used by all tasks, others by single tasks: W = P + Q with <c>shared</c> · Σ_j max_t |p_tj| + Σ |q_tj|. P has whole features,
/// Q single weights.
/// </summary>
[Kind("dirty", Paper = "Jalali, Sanghavi, Ruan, Ravikumar, A Dirty Model for Multi-task Learning, NeurIPS 2010", Url = "https://papers.nips.cc/paper/4125-a-dirty-model-for-multi-task-learning")]
public sealed record Dirty : LinearOptions
{
    /// <summary>How much a feature that all tasks use costs, beside a weight of one task: between 1, where no weight is a task's own, and the number of tasks, where all are. By default its square root.</summary>
    [Range(1, 1e6)]
    public double? Shared { get; init; }

    /// <inheritdoc/>
    public override Penalty Create(IReadOnlyList<string> tasks, int features) => new DirtyPenalty(Shared ?? Math.Sqrt(tasks.Count));

    private sealed class DirtyPenalty(double shared) : Penalty
    {
        public override int Parts => 2;

        public override double Value(IReadOnlyList<Matrix> parts)
        {
            var sum = 0.0;
            parts[0].EachColumn(column => sum += shared * Largest(column));
            return sum + parts[1].Values.Sum(Math.Abs);
        }

        public override void Shrink(IReadOnlyList<Matrix> parts, double amount)
        {
            parts[0].EachColumn(column => Shrinkage.Largest(column, shared * amount));
            Shrinkage.Absolute(parts[1].Values, amount);
        }

        public override double Largest(Matrix gradient, double curvature)
        {
            var largest = Largest(gradient.Values);
            gradient.EachColumn(column =>
            {
                var sum = 0.0;
                foreach (var slope in column) sum += Math.Abs(slope);
                largest = Math.Max(largest, sum / shared);
            });
            return largest;
        }

        private static double Largest(ReadOnlySpan<double> values)
        {
            var largest = 0.0;
            foreach (var value in values) largest = Math.Max(largest, Math.Abs(value));
            return largest;
        }
    }
}
