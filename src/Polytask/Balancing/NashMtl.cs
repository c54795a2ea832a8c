using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>
/// The tasks bargain for the direction of the step, and get Nash's solution: weights α with G α = 1/α, whatever the scales of the
/// losses. Solved exactly by Newton's method (the authors' program, LibMTL and TorchJD approximate it, and may return the iterate
/// before the last). Tasks with a gradient of 0 take no part; where the others' gradients cancel out there is no agreement, and
/// shared parameters rest.
/// </summary>
[Kind("nash_mtl", Paper = "Navon, Shamsian, Achituve, Maron, Kawaguchi, Chechik, Fetaya, Multi-Task Learning as a Bargaining Game, ICML 2022", Url = "https://arxiv.org/abs/2202.01017")]
public sealed record NashMtl : GradientBalancing
{
    /// <summary>The greatest length of the direction, √tasks before; 0 for no limit.</summary>
    [Range(0, double.MaxValue)]
    public double MaxNorm { get; init; } = 1;

    /// <summary>Tasks bargain in every so many of their steps, and keep their weights in between.</summary>
    [Range(1, int.MaxValue)]
    public int UpdateEvery { get; init; } = 1;

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new NashBalancer(MaxNorm, UpdateEvery, problem.Tasks.Count);

    private sealed class NashBalancer : GramianBalancer
    {
        private readonly double _maxNorm;
        private readonly int _every;
        private readonly Bargain _bargain;
        private readonly double[] _weights, _steps;

        public NashBalancer(double maxNorm, int every, int tasks)
        {
            (_maxNorm, _every, _bargain, _weights, _steps) = (maxNorm, every, new Bargain(tasks), new double[tasks], new double[tasks]);
            Array.Fill(_weights, double.NaN);
        }

        public override IEnumerable<(string Name, double[] Numbers)> Memory => [("weights", _weights), ("steps", _steps)];

        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            if (IsDue(step.Tasks))
            {
                var agreed = _bargain.Solve(step.Gramian, 1, weights);
                if (!agreed)
                    step.Say("balancing 'nash_mtl': the tasks' gradients cancel out in some steps, so that there is no bargaining solution; shared parameters rest in such a step.");
                for (var i = 0; i < weights.Length; i++) (_weights[step.Tasks[i]], _steps[step.Tasks[i]]) = (weights[i], agreed ? 0 : _every - 1);
            }
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] = _weights[step.Tasks[i]];
                _steps[step.Tasks[i]]++;
            }
            var length = Math.Sqrt(step.Gramian.Square(weights));
            if (_maxNorm > 0 && length > _maxNorm)
                foreach (ref var weight in weights) weight *= _maxNorm / length;
        }

        private bool IsDue(ReadOnlySpan<int> tasks)
        {
            foreach (var task in tasks)
                if (double.IsNaN(_weights[task]) || _steps[task] >= _every) return true;
            return false;
        }
    }
}
