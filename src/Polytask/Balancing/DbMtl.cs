using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Gradients;
using Polytask.Native;
using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>
/// Dual balancing: losses by their logarithm, and gradients by their length. Every task's gradient of log(loss + 1e-8) is smoothed over the steps,
/// brought to the length of the longest, and all are added up; a task's own parameters follow the gradient of the logarithm. What is remembered starts
/// with zeros, so that with a Beta of 0.9 the first steps are short ones, as in LibMTL. Rows of tables that a step does not touch keep what is
/// remembered of them, and lengths are over the numbers of the step. A task whose remembered gradient is zero has no part in the step.
/// </summary>
[Kind("db_mtl", Paper = "Lin, Jiang, Ye, Zhang, Chen, Chen, Liu, Tsang, Kwok, Dual-Balancing for Multi-Task Learning, Neural Networks 2026", Url = "https://arxiv.org/abs/2308.12029")]
public sealed record DbMtl : GradientBalancing
{
    /// <summary>The share of what is remembered in a smoothed gradient.</summary>
    [Range(0, 0.9999)]
    public double Beta { get; init; } = 0.9;

    /// <summary>How fast the past loses its weight: in the t-th step of a task its share is Beta / t^σ.</summary>
    [Range(0, 10)]
    public double Sigma { get; init; }

    internal override string? FeaturesProblem => "'db_mtl' remembers the gradient of every shared parameter";

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new DbMtlBalancer(this, problem);

    private sealed class DbMtlBalancer(DbMtl options, BalancingProblem problem) : JacobianBalancer, IDisposable
    {
        /// <summary>Which share of the longest gradient is zero: more than single precision could stretch.</summary>
        private const double Nothing = 1e-20;
        private readonly TaskBuffers _gradients = TaskBuffers.PerTask(problem, "gradient");
        private readonly double[] _steps = new double[problem.Tasks.Count];
        private readonly double[] _lengths = new double[problem.Tasks.Count];

        public override IEnumerable<(string Name, double[] Numbers)> Memory => [("steps", _steps)];

        public override IEnumerable<(string Name, FloatBuffer Buffer)> Buffers => _gradients.All;

        public override void Combine(BalancingStep step, Jacobian jacobian, Span<float> direction)
        {
            direction.Clear();
            var longest = 0.0;
            for (var i = 0; i < step.Count; i++) longest = Math.Max(longest, _lengths[i] = Remember(step, jacobian, i));
            for (var i = 0; i < step.Count; i++)
            {
                if (!(_lengths[i] > Nothing * longest)) step.Say("balancing 'db_mtl': the remembered gradient of a task was zero in a step, and the task had no part in it.");
                else
                    for (var s = 0; s < jacobian.Segments.Count; s++)
                    {
                        var segment = jacobian.Segments[s];
                        RowMath.Blend(1, direction.Slice(segment.Start, segment.Length), (float)(longest / _lengths[i]), _gradients[step.Tasks[i], segment]);
                    }
            }
        }

        public void Dispose() => _gradients.Dispose();

        private double Remember(BalancingStep step, Jacobian jacobian, int i)
        {
            var (task, loss) = (step.Tasks[i], step.Losses[i]);
            if (!(loss >= 0)) throw new TrainingException(
                $"balancing 'db_mtl': expected losses of 0 or more, found {loss:R} for task '{problem.Tasks[task]}'. Choose a loss that is never negative, or another balancing method.");
            step.OwnWeights[i] = 1 / (loss + 1e-8);
            var keep = options.Beta / Math.Pow(++_steps[task], options.Sigma);
            var squares = 0.0;
            for (var s = 0; s < jacobian.Segments.Count; s++)
            {
                var segment = jacobian.Segments[s];
                var gradient = _gradients[task, segment];
                RowMath.Blend((float)keep, gradient, (float)((1 - keep) * step.OwnWeights[i]), jacobian[i].Slice(segment.Start, segment.Length));
                squares += RowMath.Dot(gradient, gradient);
            }
            return Math.Sqrt(squares);
        }
    }
}
