using System.ComponentModel.DataAnnotations;
using System.Numerics;
using Polytask.Catalog;
using Polytask.Gradients;
using Polytask.Native;
using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>
/// Weighs tasks by how far each still is from the best that it can reach, its excess risk, so that label noise does not draw weight to a task. The excess risk is
/// estimated as Σ g² / √(S + 1e-7) with S the sum of all g² so far, and measured by its mean over the first steps, in which all tasks count once. The weights add up to
/// the number of tasks and count for a task's own parameters, too. In TorchJD they add up to 1, and without warm-up its first step exponentiates estimates
/// that nothing measures. Rows of tables that a step does not touch keep what is remembered of them.
/// </summary>
[Kind("excess_mtl", Paper = "He, Zhou, Zhang, Yun, Xu, Zeng, Chilimbi, Zhao, Robust Multi-Task Learning with Excess Risks, ICML 2024", Url = "https://arxiv.org/abs/2402.02009")]
public sealed record ExcessMtl : GradientBalancing
{
    /// <summary>The step size of the weights: each is multiplied by exp(StepSize · excess risk / its first value). LibMTL takes 0.01, TorchJD 1.</summary>
    [Range(0, 100)]
    public double StepSize { get; init; } = 0.01;

    /// <summary>Over how many first steps of a task with a gradient the measure of its excess risk is taken.</summary>
    [Range(1, 1_000_000)]
    public int WarmUp { get; init; } = 1;

    internal override string? FeaturesProblem => "'excess_mtl' remembers the squares of the gradient of every shared parameter";

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new ExcessMtlBalancer(this, problem);

    private sealed class ExcessMtlBalancer(ExcessMtl options, BalancingProblem problem) : JacobianBalancer, IDisposable
    {
        private const float Smallest = 1e-7f;
        private readonly TaskBuffers _squares = TaskBuffers.PerTask(problem, "squares");
        private readonly double[] _logWeights = new double[problem.Tasks.Count];
        private readonly double[] _firstRisks = new double[problem.Tasks.Count];
        private readonly double[] _steps = new double[problem.Tasks.Count];

        public override IEnumerable<(string Name, double[] Numbers)> Memory => [("log_weights", _logWeights), ("first_risks", _firstRisks), ("steps", _steps)];

        public override IEnumerable<(string Name, FloatBuffer Buffer)> Buffers => _squares.All;

        public override void Combine(BalancingStep step, Jacobian jacobian, Span<float> direction)
        {
            // The tasks of a step share out the weight that they have together: those without a label neither gain nor lose.
            var before = LogSum(step.Tasks);
            for (var i = 0; i < step.Count; i++)
            {
                var (task, risk) = (step.Tasks[i], Risk(step, jacobian, i));
                if (_steps[task] >= options.WarmUp) _logWeights[task] += options.StepSize * risk / _firstRisks[task];
                else if (risk > 0) _firstRisks[task] += (risk - _firstRisks[task]) / ++_steps[task];
                else step.Say("balancing 'excess_mtl': the gradient of a task was zero in one of its first steps, and another step takes its place.");
            }
            var after = LogSum(step.Tasks);
            direction.Clear();
            for (var i = 0; i < step.Count; i++)
            {
                ref var logWeight = ref _logWeights[step.Tasks[i]];
                logWeight += before - after;
                step.OwnWeights[i] = step.Count * Math.Exp(logWeight - before);
                RowMath.Blend(1, direction, (float)step.OwnWeights[i], jacobian[i]);
            }
        }

        public void Dispose() => _squares.Dispose();

        private double Risk(BalancingStep step, Jacobian jacobian, int i)
        {
            var risk = 0.0;
            for (var s = 0; s < jacobian.Segments.Count; s++)
            {
                var segment = jacobian.Segments[s];
                var row = jacobian[i].Slice(segment.Start, segment.Length);
                var squares = _squares[step.Tasks[i], segment];
                risk += Risk(row, squares);
            }
            return risk;
        }

        private static double Risk(Span<float> row, Span<float> squares)
        {
            var rows = RowMath.Vectors(row);
            var sums = RowMath.Vectors(squares);
            var risks = Vector<double>.Zero;
            for (var k = 0; k < rows.Length; k++)
            {
                var square = rows[k] * rows[k];
                sums[k] += square;
                Vector.Widen(square / Vector.SquareRoot(sums[k] + new Vector<float>(Smallest)), out var low, out var high);
                risks += low + high;
            }
            var risk = Vector.Sum(risks);
            for (var k = rows.Length * Vector<float>.Count; k < row.Length; k++)
            {
                var square = row[k] * row[k];
                squares[k] += square;
                risk += square / MathF.Sqrt(squares[k] + Smallest);
            }
            return risk;
        }

        /// <summary>log Σ exp over some tasks.</summary>
        private double LogSum(ReadOnlySpan<int> tasks)
        {
            var (largest, sum) = (double.NegativeInfinity, 0.0);
            foreach (var task in tasks) largest = Math.Max(largest, _logWeights[task]);
            foreach (var task in tasks) sum += Math.Exp(_logWeights[task] - largest);
            return largest + Math.Log(sum);
        }
    }
}
