using System.ComponentModel.DataAnnotations;
using System.Numerics;
using Polytask.Catalog;
using Polytask.Gradients;
using Polytask.Native;
using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>
/// Conflict-free gradients with momentum (M-ConFIG): the direction has the same angle with the smoothed gradient of every task, and is divided by the
/// root of a second moment as in Adam. It is the moment of the gradients which, smoothed, would have given the directions so far, as in the authors' program. Tasks without a label in
/// a step take part with what is remembered of them, so that the method works with steps of one task each; the authors' program rests until every task has had
/// its turn, this one does not. The direction is normalised already: choose <c>sgd</c> as the optimiser. Rows of tables that a step does not touch keep what is remembered of them.
/// </summary>
[Kind("config_momentum", Paper = "Liu, Chu, Thuerey, ConFIG: Towards Conflict-free Training of Physics Informed Neural Networks, ICLR 2025", Url = "https://arxiv.org/abs/2408.11104")]
public sealed record ConfigMomentum : GradientBalancing
{
    /// <summary>The decay of the smoothed gradients.</summary>
    [Range(0, 0.9999)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>The decay of the second moment.</summary>
    [Range(0, 0.999999)]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Keeps steps finite where the direction is zero.</summary>
    [Range(1e-30, 1)]
    public double Epsilon { get; init; } = 1e-8;

    internal override string? FeaturesProblem => "'config_momentum' remembers the gradient of every shared parameter";

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new ConfigMomentumBalancer(this, problem);

    private sealed class ConfigMomentumBalancer(ConfigMomentum options, BalancingProblem problem) : JacobianBalancer, IDisposable
    {
        /// <summary>Eigenvalues of the cosines below this share of the largest are the rounding of single precision, squared.</summary>
        private const double Rounding = 1e-12;

        /// <summary>Which share of the longest gradient is zero: more than single precision could stretch.</summary>
        private const double Nothing = 1e-20;
        private readonly int _tasks = problem.Tasks.Count;
        private readonly int[] _everyTask = [.. Enumerable.Range(0, problem.Tasks.Count)];
        private readonly TaskBuffers _lines = new(problem, [.. Enumerable.Range(0, problem.Tasks.Count).Select(task => $"gradient.{task}"), "direction", "second_moment"]);
        private readonly double[] _steps = new double[problem.Tasks.Count + 1];
        private readonly double[] _weights = new double[problem.Tasks.Count];
        private readonly double[] _lengths = new double[problem.Tasks.Count];
        private readonly double[] _ones = new double[problem.Tasks.Count];
        private readonly SquareMatrix _cosines = new(problem.Tasks.Count);
        private readonly SymmetricEigen _eigen = new(problem.Tasks.Count);

        public override IEnumerable<(string Name, double[] Numbers)> Memory => [("steps", _steps)];

        public override IEnumerable<(string Name, FloatBuffer Buffer)> Buffers => _lines.All;

        public override void Combine(BalancingStep step, Jacobian jacobian, Span<float> direction)
        {
            _steps[^1]++;
            for (var i = 0; i < step.Count; i++)
            {
                _steps[step.Tasks[i]]++;
                for (var s = 0; s < jacobian.Segments.Count; s++)
                {
                    var segment = jacobian.Segments[s];
                    RowMath.Blend((float)options.Beta1, _lines[step.Tasks[i], segment], (float)(1 - options.Beta1), jacobian[i].Slice(segment.Start, segment.Length));
                }
            }
            Weigh(step, jacobian);
            direction.Clear();
            for (var s = 0; s < jacobian.Segments.Count; s++)
            {
                var segment = jacobian.Segments[s];
                var part = direction.Slice(segment.Start, segment.Length);
                for (var task = 0; task < _tasks; task++) RowMath.Blend(1, part, (float)_weights[task], _lines[task, segment]);
                Normalise(part, _lines[_tasks, segment], _lines[_tasks + 1, segment]);
            }
        }

        public void Dispose() => _lines.Dispose();

        /// <summary>The weights w of the remembered gradients for which Σ w m is (Σ ĝ·x) x, with x the unit vector along U⁺ 1 and U the unit vectors of the gradients.</summary>
        private void Weigh(BalancingStep step, Jacobian jacobian)
        {
            _lines.Multiply(_everyTask, jacobian.Segments, _cosines);
            var longest = 0.0;
            for (var i = 0; i < _tasks; i++) longest = Math.Max(longest, _lengths[i] = Math.Sqrt(_cosines[i, i]));
            for (var i = 0; i < _tasks; i++)
                if (_lengths[i] < Nothing * longest) _lengths[i] = 0;
            for (var i = 0; i < _tasks; i++)
                for (var j = 0; j <= i; j++)
                    _cosines[i, j] = _cosines[j, i] = _lengths[i] > 0 && _lengths[j] > 0 ? _cosines[i, j] / _lengths[i] / _lengths[j] : 0;
            _eigen.Decompose(_cosines);
            Array.Clear(_weights);
            Array.Clear(_ones);
            var squares = 0.0;
            for (var k = 0; k < _tasks; k++)
            {
                if (!(_eigen.Values[k] > Rounding * _tasks * _eigen.Largest)) continue;
                var sum = 0.0;
                for (var i = 0; i < _tasks; i++) sum += _lengths[i] > 0 ? _eigen.Vectors[k, i] : 0;
                squares += sum * sum / _eigen.Values[k];
                for (var i = 0; i < _tasks; i++)
                {
                    _weights[i] += sum / _eigen.Values[k] * _eigen.Vectors[k, i];
                    _ones[i] += sum * _eigen.Vectors[k, i];
                }
            }
            var projected = 0.0;
            for (var i = 0; i < _tasks; i++)
                if (_lengths[i] > 0) projected += _ones[i] * _lengths[i] / (1 - Math.Pow(options.Beta1, _steps[i]));
            if (!(squares > Rounding)) step.Say("balancing 'config_momentum': the gradients had no direction in common in a step, and the shared parameters stayed where they were.");
            for (var i = 0; i < _tasks; i++) _weights[i] = squares > Rounding && _lengths[i] > 0 ? projected / squares * _weights[i] / _lengths[i] : 0;
        }

        /// <summary>Divides a direction by the root of the second moment of the gradients that, smoothed, would have given the directions so far.</summary>
        private void Normalise(Span<float> direction, Span<float> before, Span<float> second)
        {
            var (beta1, beta2, steps) = (options.Beta1, options.Beta2, _steps[^1]);
            var (start1, start2) = ((float)(1 - Math.Pow(beta1, steps)), (float)(1 / Math.Sqrt(1 - Math.Pow(beta2, steps))));
            var (keep1, new1, keep2, new2) = ((float)beta1, (float)(1 / (1 - beta1)), (float)beta2, (float)(1 - beta2));
            var epsilon = (float)options.Epsilon;
            var directions = RowMath.Vectors(direction);
            var befores = RowMath.Vectors(before);
            var seconds = RowMath.Vectors(second);
            for (var k = 0; k < directions.Length; k++)
            {
                var smoothed = directions[k] * start1;
                var gradient = (smoothed - keep1 * befores[k]) * new1;
                befores[k] = smoothed;
                seconds[k] = keep2 * seconds[k] + new2 * gradient * gradient;
                directions[k] /= Vector.SquareRoot(seconds[k]) * start2 + new Vector<float>(epsilon);
            }
            for (var k = directions.Length * Vector<float>.Count; k < direction.Length; k++)
            {
                var smoothed = direction[k] * start1;
                var gradient = (smoothed - keep1 * before[k]) * new1;
                before[k] = smoothed;
                second[k] = keep2 * second[k] + new2 * gradient * gradient;
                direction[k] /= MathF.Sqrt(second[k]) * start2 + epsilon;
            }
        }
    }
}
