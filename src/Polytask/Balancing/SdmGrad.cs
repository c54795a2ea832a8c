using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;

namespace Polytask.Balancing;

/// <summary>
/// Stochastic direction-oriented balancing: weights between the preferred ones and those whose direction is the shortest. They take some projected
/// steps of gradient descent with momentum per update. The gradients of two independent batches meet in the products, so that noise does not bias
/// the weights; the weights are for the gradients of a third. A step's batch is divided in three. The products are divided by the squared mean length of the
/// gradients, as in the authors' program. The weights add up to 1: against <c>equal</c> the direction is shorter by the number of tasks.
/// </summary>
[Kind("sdmgrad", Paper = "Xiao, Ban, Ji, Direction-oriented Multi-objective Learning: Simple and Provable Stochastic Algorithms, NeurIPS 2023", Url = "https://arxiv.org/abs/2305.18409")]
public sealed record SdmGrad : GradientBalancing
{
    /// <summary>How strongly the direction is drawn to that of the preferred weights; the weights count 1/(1+λ), the preferred ones λ/(1+λ). The authors' runs take 0.3.</summary>
    [Range(0, 1e6)]
    public double Lambda { get; init; } = 0.3;

    /// <summary>The learning rate of the weights. The authors' program takes 10, LibMTL 5.</summary>
    [Range(0, 1e6)]
    public double LearningRate { get; init; } = 10;

    /// <summary>The momentum of the weights within an update.</summary>
    [Range(0, 0.9999)]
    public double Momentum { get; init; } = 0.5;

    /// <summary>Steps of the weights per update.</summary>
    [Range(1, 10_000)]
    public int Iterations { get; init; } = 20;

    /// <summary>How much each task is preferred, by name; tasks that are not named count 1. Brought to a sum of 1.</summary>
    [NameIn("tasks")]
    [Range(1e-9, 1e9)]
    public IReadOnlyDictionary<string, double>? Preference { get; init; }

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new SdmGradBalancer(this, Balancing.Preference.Resolve(Preference, problem.Tasks));

    private sealed class SdmGradBalancer(SdmGrad options, double[] preference) : GramianBalancer
    {
        private readonly SimplexWeights _weights = new(preference.Length);
        private readonly double[] _slopes = new double[preference.Length];
        private readonly double[] _velocity = new double[preference.Length];
        private readonly double[] _preferred = new double[preference.Length];
        private readonly double[] _mixed = new double[preference.Length];

        public override Needs Needs => Needs.CrossGramian;

        public override IEnumerable<(string Name, double[] Numbers)> Memory => [("weights", _weights.Numbers)];

        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            var (length, sum, count) = (0.0, 0.0, weights.Length);
            for (var i = 0; i < count; i++)
            {
                length += Math.Sqrt(Math.Abs(step.CrossGramian[i, i])) / count;
                sum += preference[step.Tasks[i]];
            }
            for (var i = 0; i < count; i++) _preferred[i] = preference[step.Tasks[i]] / sum;
            _velocity.AsSpan().Clear();
            _weights.Read(step.Tasks, weights);
            if (!(length > 0)) step.Say("balancing 'sdmgrad': all gradients were zero in a step, and the weights stay as they were.");
            for (var iteration = 0; iteration < options.Iterations && length > 0; iteration++)
            {
                for (var i = 0; i < count; i++) _mixed[i] = (weights[i] + options.Lambda * _preferred[i]) / length / length;
                step.CrossGramian.Multiply(_mixed, _slopes);
                for (var i = 0; i < count; i++)
                {
                    _velocity[i] = options.Momentum * _velocity[i] + _slopes[i];
                    weights[i] -= options.LearningRate * _velocity[i];
                }
                _weights.Write(step.Tasks, weights);
            }
            for (var i = 0; i < count; i++) weights[i] = (weights[i] + options.Lambda * _preferred[i]) / (1 + options.Lambda);
        }
    }
}
