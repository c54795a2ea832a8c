using System.ComponentModel.DataAnnotations;
using System.Numerics;
using System.Runtime.InteropServices;
using Polytask.Catalog;
using Polytask.Gradients;
using Polytask.Native;

namespace Polytask.Balancing;

/// <summary>
/// Adam for each task: every shared parameter has moments of each task's gradient, and the tasks' steps m / (√v + ε) are added up, so that no task
/// dominates a parameter by the size of its gradients. The direction is normalised already: choose <c>sgd</c> as the optimiser. A task's own parameters
/// follow their own gradient. Moments are corrected for their start at zero by the task's steps; rows of tables that a step does not touch keep their moments.
/// </summary>
[Kind("adatask", Paper = "Yang, Pan, Wang, Yu, Shen, Chen, Xiao, Jiang, Guo, AdaTask: A Task-aware Adaptive Learning Rate Approach to Multi-task Learning, AAAI 2023", Url = "https://arxiv.org/abs/2211.15055")]
public sealed record AdaTask : GradientBalancing
{
    /// <summary>The decay of the first moments.</summary>
    [Range(0, 0.9999)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>The decay of the second moments.</summary>
    [Range(0, 0.999999)]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Keeps steps finite where a gradient is zero.</summary>
    [Range(1e-30, 1)]
    public double Epsilon { get; init; } = 1e-8;

    internal override string? FeaturesProblem => "'adatask' remembers moments of every shared parameter";

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new AdaTaskBalancer(this, problem);

    private sealed class AdaTaskBalancer(AdaTask options, BalancingProblem problem) : JacobianBalancer, IDisposable
    {
        private readonly TaskBuffers _first = TaskBuffers.PerTask(problem, "first_moment");
        private readonly TaskBuffers _second = TaskBuffers.PerTask(problem, "second_moment");
        private readonly double[] _steps = new double[problem.Tasks.Count];

        public override IEnumerable<(string Name, double[] Numbers)> Memory => [("steps", _steps)];

        public override IEnumerable<(string Name, FloatBuffer Buffer)> Buffers => _first.All.Concat(_second.All);

        public override void Combine(BalancingStep step, Jacobian jacobian, Span<float> direction)
        {
            direction.Clear();
            for (var i = 0; i < step.Count; i++)
            {
                var task = step.Tasks[i];
                _steps[task]++;
                for (var s = 0; s < jacobian.Segments.Count; s++)
                {
                    var segment = jacobian.Segments[s];
                    Add(jacobian[i].Slice(segment.Start, segment.Length), _first[task, segment], _second[task, segment], direction.Slice(segment.Start, segment.Length), _steps[task]);
                }
            }
        }

        public void Dispose()
        {
            _first.Dispose();
            _second.Dispose();
        }

        private void Add(ReadOnlySpan<float> row, Span<float> first, Span<float> second, Span<float> direction, double steps)
        {
            var (keep1, keep2, epsilon) = ((float)options.Beta1, (float)options.Beta2, (float)options.Epsilon);
            var (new1, new2) = ((float)(1 - options.Beta1), (float)(1 - options.Beta2));
            var (scale, root) = ((float)(1 / (1 - Math.Pow(options.Beta1, steps))), (float)(1 / Math.Sqrt(1 - Math.Pow(options.Beta2, steps))));
            var rows = MemoryMarshal.Cast<float, Vector<float>>(row);
            var firsts = MemoryMarshal.Cast<float, Vector<float>>(first);
            var seconds = MemoryMarshal.Cast<float, Vector<float>>(second);
            var sums = MemoryMarshal.Cast<float, Vector<float>>(direction);
            for (var k = 0; k < rows.Length; k++)
            {
                firsts[k] = firsts[k] * keep1 + rows[k] * new1;
                seconds[k] = seconds[k] * keep2 + rows[k] * rows[k] * new2;
                sums[k] += firsts[k] * scale / (Vector.SquareRoot(seconds[k]) * root + new Vector<float>(epsilon));
            }
            for (var k = rows.Length * Vector<float>.Count; k < row.Length; k++)
            {
                first[k] = first[k] * keep1 + row[k] * new1;
                second[k] = second[k] * keep2 + row[k] * row[k] * new2;
                direction[k] += first[k] * scale / (MathF.Sqrt(second[k]) * root + epsilon);
            }
        }
    }
}
