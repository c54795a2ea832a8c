using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;

namespace Polytask.Balancing;

/// <summary>
/// The direction that makes an equal angle with all tasks' gradients (or angles in the proportions that you prefer), as long as the sum
/// of the gradients' projections on it. Gradients of 0 are left out; where the others cancel out, shared parameters rest. The paper's
/// variant with momentum is <c>config_momentum</c>.
/// </summary>
[Kind("config", Paper = "Liu, Chu, Thuerey, ConFIG: Towards Conflict-free Training of Physics Informed Neural Networks, ICLR 2025", Url = "https://arxiv.org/abs/2408.11104")]
public sealed record ConFig : GradientBalancing
{
    /// <summary>The proportions of the cosines between the direction and the tasks' gradients, by the task's name; 1 for tasks not named.</summary>
    [NameIn("tasks")]
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public IReadOnlyDictionary<string, double>? Preference { get; init; }

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new ConFigBalancer(Balancing.Preference.Resolve(Preference, problem.Tasks));

    private sealed class ConFigBalancer(double[] preference) : GramianBalancer
    {
        private readonly EqualProjections _projections = new(preference.Length);
        private readonly double[] _preference = new double[preference.Length], _products = new double[preference.Length];

        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            var wanted = _preference.AsSpan(0, weights.Length);
            StepPreference.Fill(preference, step.Tasks, wanted);
            if (!_projections.Solve(step.Gramian, wanted, weights))
            {
                step.Say("balancing 'config': the tasks' gradients cancel out in some steps, so that no direction has the angles wanted; shared parameters rest in such a step.");
                weights.Clear();
                return;
            }
            for (var i = 0; i < weights.Length; i++) weights[i] *= _projections.InverseLengths[i];
            step.Gramian.Multiply(weights, _products);
            var (square, sum) = (0.0, 0.0);
            for (var i = 0; i < weights.Length; i++) (square, sum) = (square + weights[i] * _products[i], sum + _products[i]);
            foreach (ref var weight in weights) weight *= sum / square;
        }
    }
}
