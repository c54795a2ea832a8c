using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Gradients;
using Polytask.Native;
using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>
/// Corrects the gradients' noise: remembers a smoothed gradient of each task, walks with one projected step per update towards the weights whose direction is the
/// shortest, and follows the smoothed gradients in these weights. LibMTL takes softmax for the projection, which keeps the weights near equal ones,
/// and scales each gradient to its loss (see Normalised). The weights add up to 1: against <c>equal</c> the direction is shorter by the number
/// of tasks. The defaults are LibMTL's; in the authors' program the shares stay as they are in every step, and all three numbers are 0.1. Rows of tables that a step does not touch keep what is remembered of them.
/// </summary>
[Kind("moco", Paper = "Fernando, Shen, Liu, Chaudhury, Murugesan, Chen, Mitigating Gradient Bias in Multi-objective Learning: A Provably Convergent Approach, ICLR 2023", Url = "https://openreview.net/forum?id=dLAYGdKTi2")]
public sealed record MoCo : GradientBalancing
{
    /// <summary>The share of a step's gradient in the smoothed one in the t-th step of a task is Beta / t^BetaSigma.</summary>
    [Range(0, 1)]
    public double Beta { get; init; } = 0.5;

    /// <summary>How fast that share falls.</summary>
    [Range(0, 10)]
    public double BetaSigma { get; init; } = 0.5;

    /// <summary>The step size of the weights in the t-th step is Gamma / t^GammaSigma.</summary>
    [Range(0, 1e6)]
    public double Gamma { get; init; } = 0.1;

    /// <summary>How fast the step size falls.</summary>
    [Range(0, 10)]
    public double GammaSigma { get; init; } = 0.5;

    /// <summary>How strongly the weights are drawn to equal ones.</summary>
    [Range(0, 1e6)]
    public double Rho { get; init; }

    /// <summary>Whether each gradient is given the length of its loss before it is remembered, as LibMTL does; not in the paper.</summary>
    public bool Normalised { get; init; }

    internal override string? FeaturesProblem => "'moco' remembers the gradient of every shared parameter";

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new MoCoBalancer(this, problem);

    private sealed class MoCoBalancer(MoCo options, BalancingProblem problem) : JacobianBalancer, IDisposable
    {
        /// <summary>What single precision could not stretch to the length of a loss.</summary>
        private const double Nothing = 1e-30;
        private readonly TaskBuffers _gradients = TaskBuffers.PerTask(problem, "gradient");
        private readonly SimplexWeights _weights = new(problem.Tasks.Count);
        private readonly double[] _steps = new double[problem.Tasks.Count + 1];
        private readonly double[] _current = new double[problem.Tasks.Count];
        private readonly double[] _slopes = new double[problem.Tasks.Count];
        private readonly SquareMatrix _products = new(problem.Tasks.Count);

        public override IEnumerable<(string Name, double[] Numbers)> Memory => [("weights", _weights.Numbers), ("steps", _steps)];

        public override IEnumerable<(string Name, FloatBuffer Buffer)> Buffers => _gradients.All;

        public override void Combine(BalancingStep step, Jacobian jacobian, Span<float> direction)
        {
            direction.Clear();
            for (var i = 0; i < step.Count; i++) Remember(step, jacobian, i);
            _gradients.Multiply(step.Tasks, jacobian.Segments, _products);
            var weights = _current.AsSpan(0, step.Count);
            var gamma = options.Gamma / Math.Pow(++_steps[^1], options.GammaSigma);
            _weights.Read(step.Tasks, weights);
            _products.Multiply(weights, _slopes);
            for (var i = 0; i < weights.Length; i++) weights[i] -= gamma * (_slopes[i] + options.Rho * weights[i]);
            _weights.Write(step.Tasks, weights);
            for (var s = 0; s < jacobian.Segments.Count; s++)
                for (var i = 0; i < step.Count; i++)
                {
                    var segment = jacobian.Segments[s];
                    RowMath.Blend(1, direction.Slice(segment.Start, segment.Length), (float)weights[i], _gradients[step.Tasks[i], segment]);
                }
        }

        public void Dispose() => _gradients.Dispose();

        private void Remember(BalancingStep step, Jacobian jacobian, int i)
        {
            var task = step.Tasks[i];
            var row = jacobian[i];
            var share = options.Beta / Math.Pow(++_steps[task], options.BetaSigma);
            var scale = 1.0;
            if (options.Normalised)
            {
                var length = Math.Sqrt(RowMath.Dot(row, row));
                if (!(length > Nothing)) step.Say("balancing 'moco': the gradient of a task was zero in a step, and has no length to be given.");
                scale = length > Nothing ? step.Losses[i] / length : 0;
            }
            for (var s = 0; s < jacobian.Segments.Count; s++)
            {
                var segment = jacobian.Segments[s];
                RowMath.Blend((float)(1 - share), _gradients[task, segment], (float)(share * scale), row.Slice(segment.Start, segment.Length));
            }
        }
    }
}
