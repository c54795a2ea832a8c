using Polytask.Catalog;
using Polytask.Numerics;

namespace Polytask.LinearModels;

/// <summary>Every task by itself: ½ Σ_t ‖w_t‖². The baseline that sharing has to beat.</summary>
[Kind("ridge", Paper = "Hoerl, Kennard, Ridge Regression: Biased Estimation for Nonorthogonal Problems, Technometrics 12, 1970", Url = "https://doi.org/10.1080/00401706.1970.10488634")]
public sealed record Ridge : LinearOptions
{
    /// <inheritdoc/>
    public override Penalty Create(IReadOnlyList<string> tasks, int features) => new RidgePenalty();

    private sealed class RidgePenalty : Penalty
    {
        public override double Value(IReadOnlyList<Matrix> parts) => RowMath.Dot(parts[0].Values, parts[0].Values) / 2;

        public override void Shrink(IReadOnlyList<Matrix> parts, double amount)
        {
            foreach (ref var weight in parts[0].Values.AsSpan()) weight /= 1 + amount;
        }
    }
}
