using Polytask.Catalog;
using Polytask.Numerics;

namespace Polytask.LinearModels;

/// <summary>All tasks lie in one space of few dimensions: ‖W‖_*, the sum of the singular values of the weights.</summary>
[Kind("trace_norm", Paper = "Argyriou, Evgeniou, Pontil, Convex multi-task feature learning, Machine Learning 73, 2008; Ji, Ye, An accelerated gradient method for trace norm minimization, ICML 2009", Url = "https://doi.org/10.1007/s10994-007-5040-8")]
public sealed record TraceNorm : LinearOptions
{
    /// <inheritdoc/>
    public override Penalty Create(IReadOnlyList<string> tasks, int features) => new TracePenalty();

    private sealed class TracePenalty : Penalty
    {
        public override double Value(IReadOnlyList<Matrix> parts) => new SingularValues(parts[0]).Values.Sum();

        public override void Shrink(IReadOnlyList<Matrix> parts, double amount) => SingularValues.Change(parts[0], values => Shrinkage.Absolute(values, amount));

        public override double Largest(Matrix gradient, double curvature) => new SingularValues(gradient).Values.Max();
    }
}
