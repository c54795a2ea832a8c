using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Gradients;
using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>
/// Multi-objective meta learning: the weights of the losses, a softmax, are learnt so that a step with them lowers the loss of every task on
/// other rows. Half of every batch tries a step of plain gradient descent, the other half tells for each task how its loss depends on the weights;
/// Adam follows the shortest convex combination of these gradients, each scaled to length 1. The paper's weights add up to 1; here it is the
/// number of tasks, unless <c>sum</c> says otherwise. With two tasks the gradients by the weights have one line to lie on: weights change only where both tasks
/// agree. A step costs about as much as one pass forward and two back for every task, and keeps as many gradients.
/// </summary>
[Kind("moml", Paper = "Ye, Lin, Yue, Guo, Xiao, Zhang, Multi-Objective Meta Learning, NeurIPS 2021", Url = "https://proceedings.neurips.cc/paper/2021/hash/b23975176653284f1f7356ba5539cfcb-Abstract.html")]
public sealed record Moml : BalancerOptions
{
    /// <summary>The learning rate of the step that is tried.</summary>
    [Range(0.0, 100, MinimumIsExclusive = true)]
    public double InnerRate { get; init; } = 0.1;

    /// <summary>The learning rate of the weights' logits, under Adam.</summary>
    [Range(0.0, 10)]
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>What the weights add up to.</summary>
    public WeightSum Sum { get; init; }

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new MomlBalancer(this, problem.Tasks.Count);

    private sealed class MomlBalancer(Moml options, int tasks) : BilevelBalancer
    {
        private readonly LearntSoftmax _softmax = new(tasks, options.LearningRate);
        private readonly MinNormPoint _solver = new(tasks);
        private readonly SquareMatrix _gramian = new(tasks);
        private readonly double[][] _gradients = [.. Enumerable.Range(0, tasks).Select(_ => new double[tasks])];
        private readonly double[] _one = new double[tasks], _slopes = new double[tasks], _shares = new double[tasks];
        private readonly Direction[] _inner = new Direction[tasks];

        public override IEnumerable<(string Name, double[] Numbers)> Memory => _softmax.Memory;

        public override void Weigh(BalancingStep step, BilevelProblem problem, Span<double> inner, Span<double> outer)
        {
            var total = options.Sum == WeightSum.One ? 1 : step.Count;
            Learn(step, problem, _softmax.Weights(step, total));
            WeighWhole(problem, _softmax.Weights(step, total), inner, outer);
        }

        private void Learn(BalancingStep step, BilevelProblem problem, ReadOnlySpan<double> weights)
        {
            for (var i = 0; i < step.Count; i++) _inner[i] = Gradient(step, problem, BatchHalf.Inner, i);
            problem.Move(problem.Gradient(BatchHalf.Inner, weights), -options.InnerRate);
            var objectives = 0;
            for (var k = 0; k < step.Count; k++)
                if (problem.Share(BatchHalf.Outer, k) > 0 && TryGradientByWeights(step, Gradient(step, problem, BatchHalf.Outer, k), weights, _gradients[objectives]))
                    objectives++;
            problem.Return();
            if (objectives == 0) return; // weights change nothing
            _gramian.Reset(objectives);
            for (var k = 0; k < objectives; k++)
                for (var l = 0; l < objectives; l++) _gramian[k, l] = _gradients[k].AsSpan(0, step.Count).Dot(_gradients[l].AsSpan(0, step.Count));
            var shares = _shares.AsSpan(0, objectives);
            var slopes = _slopes.AsSpan(0, step.Count);
            _solver.Solve(_gramian, shares);
            for (var i = 0; i < slopes.Length; i++)
            {
                slopes[i] = problem.Share(BatchHalf.Inner, i) > 0 ? 0 : double.NaN;
                for (var k = 0; k < objectives; k++) slopes[i] += shares[k] * _gradients[k][i];
            }
            _softmax.Learn(step, slopes);
        }

        private Direction Gradient(BalancingStep step, BilevelProblem problem, BatchHalf half, int index)
        {
            Array.Clear(_one);
            _one[index] = 1;
            return problem.Gradient(half, _one.AsSpan(0, step.Count));
        }

        /// <summary>How a task's outer loss after the tried step depends on the logits, scaled to length 1; false where it does not.</summary>
        private bool TryGradientByWeights(BalancingStep step, Direction outer, ReadOnlySpan<double> weights, double[] result)
        {
            var gradient = result.AsSpan(0, step.Count);
            for (var i = 0; i < step.Count; i++) gradient[i] = -options.InnerRate * outer.Dot(_inner[i]);
            LearntSoftmax.Pullback(weights, gradient, gradient);
            var length = Math.Sqrt(gradient.Dot(gradient));
            if (length == 0) return false;
            foreach (ref var number in gradient) number /= length;
            return true;
        }
    }
}
