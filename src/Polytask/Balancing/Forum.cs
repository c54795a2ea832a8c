using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Gradients;
using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>
/// First-order multi-gradient bilevel optimisation: the parameters follow the tasks' gradients on the outer half of the batch, scaled to length 1 and combined so
/// that all those losses fall, while the gap q between the weighted inner loss and what a few steps of gradient descent make of it must close;
/// the weights of the inner loss, a softmax, are learnt by closing it, too. The length of the step follows from q, not from the
/// losses, so learning rates are not those of <c>equal</c>. As in the authors' program, outer gradients are scaled and Adam learns the weights; otherwise than
/// there, the combination is smoothed by the steps, as in the paper, and not by the epochs. A step costs one pass in both directions for
/// every inner step, and one back for every task, and keeps as many gradients.
/// </summary>
[Kind("forum", Paper = "Ye, Lin, Cao, Zhang, Tsang, A First-Order Multi-Gradient Algorithm for Multi-Objective Bi-Level Optimization, ECAI 2024", Url = "https://arxiv.org/abs/2401.09257")]
public sealed record Forum : BalancerOptions
{
    /// <summary>The learning rate of the inner steps.</summary>
    [Range(0.0, 100, MinimumIsExclusive = true)]
    public double InnerRate { get; init; } = 0.1;

    /// <summary>How many inner steps are tried.</summary>
    [Range(1, 1000)]
    public int InnerSteps { get; init; } = 5;

    /// <summary>How fast the gap must close, φ: the step must lower q by at least this share of its squared gradient.</summary>
    [Range(0.0, 100)]
    public double Descent { get; init; } = 0.1;

    /// <summary>The learning rate of the weights' logits, under Adam.</summary>
    [Range(0.0, 10)]
    public double LearningRate { get; init; } = 1e-3;

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new ForumBalancer(this, problem.Tasks.Count);

    private sealed class ForumBalancer(Forum options, int tasks) : BilevelBalancer
    {
        private readonly LearntSoftmax _softmax = new(tasks, options.LearningRate);
        private readonly GuidedHull _solver = new(tasks);
        private readonly SquareMatrix _gramian = new(tasks);
        private readonly double[] _combination = new double[tasks], _steps = new double[tasks];
        private readonly double[] _one = new double[tasks], _gains = new double[tasks], _losses = new double[tasks];
        private readonly double[] _lengths = new double[tasks], _along = new double[tasks], _found = new double[tasks];
        private readonly Direction[] _outer = new Direction[tasks];
        private readonly int[] _members = new int[tasks];

        public override IEnumerable<(string Name, double[] Numbers)> Memory => [("combination", _combination), ("steps", _steps), .. _softmax.Memory];

        public override void Weigh(BalancingStep step, BilevelProblem problem, Span<double> inner, Span<double> outer)
        {
            var weights = _softmax.Weights(step, total: 1);
            var gains = _gains.AsSpan(0, step.Count);
            var down = Gap(step, problem, weights, gains);
            LearntSoftmax.Pullback(weights, gains, gains);
            var square = gains.Dot(gains) + down.Dot(down);
            var members = OuterGradients(step, problem, down);
            Combine(step, members, square);
            var pull = Pull(step, members, square);
            outer.Clear();
            for (var k = 0; k < members; k++)
                if (_lengths[k] > 0) outer[_members[k]] = _combination[step.Tasks[_members[k]]] / _lengths[k];
            for (var i = 0; i < inner.Length; i++)
            {
                inner[i] = pull * weights[i];
                gains[i] = problem.Share(BatchHalf.Inner, i) > 0 ? pull * gains[i] : double.NaN;
            }
            _softmax.Learn(step, gains);
        }

        /// <summary>What the inner steps gain for each task, which is how q depends on the weights, and the gradient of the weighted inner loss.</summary>
        private Direction Gap(BalancingStep step, BilevelProblem problem, ReadOnlySpan<double> weights, Span<double> gains)
        {
            problem.Losses(BatchHalf.Inner, gains);
            var first = problem.Gradient(BatchHalf.Inner, weights);
            problem.Move(first, -options.InnerRate);
            for (var left = options.InnerSteps - 1; left > 0; left--) problem.Move(problem.Gradient(BatchHalf.Inner, weights), -options.InnerRate);
            var losses = _losses.AsSpan(0, step.Count);
            problem.Losses(BatchHalf.Inner, losses);
            problem.Return();
            for (var i = 0; i < gains.Length; i++) gains[i] = double.IsNaN(losses[i]) ? 0 : gains[i] - losses[i];
            return first;
        }

        /// <summary>The gradients of the tasks that the outer half has labels of: how many, their lengths, and the products of the scaled ones.</summary>
        private int OuterGradients(BalancingStep step, BilevelProblem problem, Direction down)
        {
            var members = 0;
            for (var i = 0; i < step.Count; i++)
            {
                if (problem.Share(BatchHalf.Outer, i) == 0) continue;
                Array.Clear(_one);
                _one[i] = 1;
                var gradient = _outer[members] = problem.Gradient(BatchHalf.Outer, _one.AsSpan(0, step.Count));
                (_members[members], _lengths[members]) = (i, gradient.Length);
                _along[members] = Scaled(gradient.Dot(down), _lengths[members]);
                members++;
            }
            _gramian.Reset(members);
            for (var k = 0; k < members; k++)
                for (var l = 0; l <= k; l++)
                    _gramian[k, l] = _gramian[l, k] = k == l ? Scaled(_lengths[k], _lengths[k]) : Scaled(Scaled(_outer[k].Dot(_outer[l]), _lengths[k]), _lengths[l]);
            return members;
        }

        private void Combine(BalancingStep step, int members, double square)
        {
            if (members == 0) return;
            _solver.Solve(_gramian, _along.AsSpan(0, members), square, options.Descent * square, _found.AsSpan(0, members));
            for (var k = 0; k < members; k++)
            {
                var task = step.Tasks[_members[k]];
                _combination[task] += (_found[k] - _combination[task]) / Math.Pow(++_steps[task], 0.75);
            }
        }

        /// <summary>How strongly q is pulled down beside the combined outer gradients.</summary>
        private double Pull(BalancingStep step, int members, double square)
        {
            if (square == 0) return 0;
            var along = 0.0;
            for (var k = 0; k < members; k++) along += _combination[step.Tasks[_members[k]]] * _along[k];
            return Math.Max(0, options.Descent - along / square);
        }

        private static double Scaled(double number, double length) => length > 0 ? number / length : 0;
    }
}
