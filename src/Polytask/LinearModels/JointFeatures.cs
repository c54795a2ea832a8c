using Polytask.Catalog;
using Polytask.Numerics;

namespace Polytask.LinearModels;

/// <summary>All tasks use the same few features: Σ_j ‖w^j‖₂, the length of every feature's weights over the tasks (the L2,1 norm). A feature is in all tasks or in none.</summary>
[Kind("l21", Paper = "Obozinski, Taskar, Jordan, Joint covariate selection and joint subspace selection for multiple classification problems, Statistics and Computing 20, 2010", Url = "https://doi.org/10.1007/s11222-008-9111-x")]
public sealed record JointFeatures : LinearOptions
{
    /// <inheritdoc/>
    public override Penalty Create(IReadOnlyList<string> tasks, int features) => new JointFeaturesPenalty();

    private sealed class JointFeaturesPenalty : Penalty
    {
        public override double Value(IReadOnlyList<Matrix> parts) => Lengths(parts[0]).Sum();

        public override void Shrink(IReadOnlyList<Matrix> parts, double amount) => parts[0].EachColumn(column => Shrinkage.Length(column, amount));

        public override double Largest(Matrix gradient, double curvature) => Lengths(gradient).Max();

        private static IEnumerable<double> Lengths(Matrix weights)
        {
            var columns = weights.Transposed();
            return Enumerable.Range(0, columns.Rows).Select(feature => Math.Sqrt(RowMath.Dot(columns[feature], columns[feature])));
        }
    }
}
