using Polytask.Catalog;
using Polytask.Numerics;

namespace Polytask.LinearModels;

/// <summary>Every task near the mean of all: ½ Σ_t ‖w_t − mean‖². Strength 0 is every task by itself, a strength without end one set of weights for all.</summary>
[Kind("mean_regularised", Paper = "Evgeniou, Pontil, Regularized Multi-Task Learning, KDD 2004", Url = "https://doi.org/10.1145/1014052.1014067")]
public sealed record MeanRegularised : LinearOptions
{
    /// <inheritdoc/>
    public override Penalty Create(IReadOnlyList<string> tasks, int features) => new MeanPenalty();

    private sealed class MeanPenalty : Penalty
    {
        public override double Value(IReadOnlyList<Matrix> parts)
        {
            var (weights, mean) = (parts[0], Mean(parts[0]));
            var sum = 0.0;
            for (var task = 0; task < weights.Rows; task++)
                for (var i = 0; i < mean.Length; i++) sum += (weights[task, i] - mean[i]) * (weights[task, i] - mean[i]);
            return sum / 2;
        }

        // The mean of all tasks stays, the rest is divided.
        public override void Shrink(IReadOnlyList<Matrix> parts, double amount)
        {
            var (weights, mean) = (parts[0], Mean(parts[0]));
            for (var task = 0; task < weights.Rows; task++)
                for (var i = 0; i < mean.Length; i++) weights[task, i] = mean[i] + (weights[task, i] - mean[i]) / (1 + amount);
        }

        private static double[] Mean(Matrix weights)
        {
            var mean = new double[weights.Columns];
            for (var task = 0; task < weights.Rows; task++)
                for (var i = 0; i < mean.Length; i++) mean[i] += weights[task, i] / weights.Rows;
            return mean;
        }
    }
}
