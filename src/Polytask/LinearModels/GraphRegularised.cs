using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Numerics;

namespace Polytask.LinearModels;

/// <summary>Neighbours in a graph of tasks are alike, and weights may be few: ½ Σ ‖w_a − w_b‖² over the pairs of neighbours, plus <c>sparsity</c> · ‖W‖₁.</summary>
[Kind("graph", Paper = "Zhou, Chen, Ye, MALSAR: Multi-tAsk Learning via StructurAl Regularization (SRMTL), 2011", Url = "https://github.com/jiayuzhou/MALSAR")]
public sealed record GraphRegularised : LinearOptions
{
    /// <summary>The neighbours of tasks, each pair once: <c>{ a: [b, c], b: [d] }</c>. Without any, all tasks are neighbours.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Neighbours { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>How much the size of every weight counts, beside the differences.</summary>
    [Range(0, 1e6)]
    public double Sparsity { get; init; }

    /// <inheritdoc/>
    public override Penalty Create(IReadOnlyList<string> tasks, int features)
    {
        var laplacian = new SquareMatrix(tasks.Count);
        foreach (var (a, b) in Pairs(tasks))
        {
            laplacian[a, a]++;
            laplacian[b, b]++;
            laplacian[a, b]--;
            laplacian[b, a]--;
        }
        return new GraphPenalty(laplacian, Sparsity);
    }

    private IEnumerable<(int A, int B)> Pairs(IReadOnlyList<string> tasks)
    {
        if (Neighbours.Count == 0)
            return from a in Enumerable.Range(0, tasks.Count) from b in Enumerable.Range(0, a) select (a, b);
        return (from entry in Neighbours from neighbour in entry.Value select Pair(Index(entry.Key), Index(neighbour))).Distinct();

        int Index(string task) => tasks.ToList().IndexOf(task) is >= 0 and var index ? index
            : throw new ConfigurationException($"linear.neighbours: there is no task '{task}'. {Suggestion.Cure(task, tasks)}");
    }

    private static (int A, int B) Pair(int a, int b) => a != b ? (Math.Max(a, b), Math.Min(a, b))
        : throw new ConfigurationException("linear.neighbours: a task is named as a neighbour of itself. Name two tasks.");

    private sealed class GraphPenalty(SquareMatrix laplacian, double sparsity) : Penalty
    {
        public override double Curvature { get; } = LargestEigenvalue(laplacian);

        public override double Value(IReadOnlyList<Matrix> parts) => sparsity == 0 ? 0 : sparsity * parts[0].Values.Sum(Math.Abs);

        public override void Shrink(IReadOnlyList<Matrix> parts, double amount)
        {
            if (sparsity > 0) Shrinkage.Absolute(parts[0].Values, sparsity * amount);
        }

        public override double AddSmooth(IReadOnlyList<Matrix> parts, double strength, IReadOnlyList<Matrix> gradients)
        {
            var (weights, pulled) = (parts[0], new double[parts[0].Columns]);
            var value = 0.0;
            for (var task = 0; task < weights.Rows; task++)
            {
                Array.Clear(pulled);
                for (var other = 0; other < weights.Rows; other++)
                    if (laplacian[task, other] != 0) weights[other].AddTo(pulled, strength * laplacian[task, other]);
                value += RowMath.Dot(weights[task], pulled) / 2;
                pulled.AsSpan().AddTo(gradients[0][task], 1);
            }
            return value;
        }

        private static double LargestEigenvalue(SquareMatrix matrix)
        {
            var eigen = new SymmetricEigen(matrix.Size);
            eigen.Decompose(matrix);
            return eigen.Largest;
        }
    }
}
