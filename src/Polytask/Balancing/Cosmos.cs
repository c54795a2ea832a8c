using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;

namespace Polytask.Balancing;

/// <summary>
/// COSMOS: L = r·L − λ cos(r, L), the weighted sum of the losses, drawn towards losses in the proportions of the preference r, which is
/// divided by its sum. Weights may be below 0. The paper also gives r to the network as an input and draws it anew in
/// every step; here it stands still.
/// </summary>
[Kind("cosmos", Paper = "Ruchte, Grabocka, Scalable Pareto Front Approximation for Deep Multi-Objective Learning, ICDM 2021", Url = "https://arxiv.org/abs/2103.13392")]
public sealed record Cosmos : BalancerOptions
{
    /// <summary>The strength λ of the cosine. The authors' values are between 0.01 and 8, each for one data set; the default is a choice of this library.</summary>
    [Range(0.0, double.MaxValue)]
    public double Strength { get; init; } = 1;

    /// <summary>How much each task matters, r; 1 for those not named.</summary>
    [NameIn("tasks")]
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public IReadOnlyDictionary<string, double>? Preference { get; init; }

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new CosmosBalancer(Strength, Balancing.Preference.Resolve(Preference, problem.Tasks));

    private sealed class CosmosBalancer(double strength, double[] preference) : LossBalancer
    {
        /// <summary>The length below which losses have no direction.</summary>
        private const double Shortest = 1e-100;

        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            var (sum, length, size) = (0.0, 0.0, 0.0);
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] = preference[step.Tasks[i]];
                sum += weights[i];
                length = Math.Sqrt(length * length + weights[i] * weights[i]);
                size = Math.Sqrt(size * size + step.Losses[i] * step.Losses[i]);
            }
            if (size < Shortest)
            {
                step.Say("balancing 'cosmos': all losses of a step were 0, so that they had no cosine with the preference. The step counted their weighted sum alone.");
                for (var i = 0; i < weights.Length; i++) weights[i] /= sum;
                return;
            }
            var cosine = 0.0;
            for (var i = 0; i < weights.Length; i++) cosine += weights[i] / length * (step.Losses[i] / size);
            for (var i = 0; i < weights.Length; i++)
                weights[i] = weights[i] / sum - strength * (weights[i] / length - cosine * (step.Losses[i] / size)) / size;
        }
    }
}
