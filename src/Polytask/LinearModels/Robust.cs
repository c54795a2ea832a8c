using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Numerics;

namespace Polytask.LinearModels;

/// <summary>
/// Most tasks lie in one space of few dimensions, and a few outliers do not: W = L + S with ‖L‖_* + <c>outlier</c> · Σ_t ‖s_t‖₂. A task whose
/// row of S is not 0 is an outlier.
/// </summary>
[Kind("robust", Paper = "Chen, Zhou, Ye, Integrating Low-Rank and Group-Sparse Structures for Robust Multi-Task Learning, KDD 2011", Url = "https://doi.org/10.1145/2020408.2020423")]
public sealed record Robust : LinearOptions
{
    /// <summary>How much weights of an outlier cost, beside singular values: between one by the root of the number of tasks, where all tasks are outliers, and 1, where none is. By default one by its fourth root.</summary>
    [Range(1e-6, 1e6)]
    public double? Outlier { get; init; }

    /// <inheritdoc/>
    public override Penalty Create(IReadOnlyList<string> tasks, int features) => new RobustPenalty(Outlier ?? Math.Pow(tasks.Count, -0.25));

    private sealed class RobustPenalty(double outlier) : Penalty
    {
        public override int Parts => 2;

        public override double Value(IReadOnlyList<Matrix> parts) => new SingularValues(parts[0]).Values.Sum() + outlier * Lengths(parts[1]).Sum();

        public override void Shrink(IReadOnlyList<Matrix> parts, double amount)
        {
            SingularValues.Change(parts[0], values => Shrinkage.Absolute(values, amount));
            for (var task = 0; task < parts[1].Rows; task++) Shrinkage.Length(parts[1][task], outlier * amount);
        }

        public override double Largest(Matrix gradient, double curvature) =>
            Math.Max(new SingularValues(gradient).Values.Max(), Lengths(gradient).Max() / outlier);

        private static IEnumerable<double> Lengths(Matrix weights) =>
            Enumerable.Range(0, weights.Rows).Select(task => Math.Sqrt(RowMath.Dot(weights[task], weights[task])));
    }
}
