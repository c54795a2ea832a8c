using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Polytask.Catalog;
using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>
/// Impartial in losses and in gradients: a learnt factor e^s brings each task's loss towards 1 (s follows the slope of e^s L − s), and
/// the scaled gradients are combined as by <c>imtl_g</c>. A task's own parameters feel its factor alone.
/// </summary>
[Kind("imtl", Paper = "Liu, Li, Kuang, Xue, Chen, Yang, Liao, Zhang, Towards Impartial Multi-task Learning, ICLR 2021", Url = "https://openreview.net/forum?id=IMPnRXEWpvr")]
public sealed record Imtl : GradientBalancing
{
    /// <summary>How fast the factors are learnt: Adam's rate. The paper leaves them to the optimiser of the model.</summary>
    [Range(0, 1)]
    public double LearningRate { get; init; } = 0.025;

    /// <inheritdoc/>
    public override Balancer Create(BalancingProblem problem) => new ImtlBalancer(LearningRate, problem.Tasks);

    private sealed class ImtlBalancer(double rate, IReadOnlyList<string> tasks) : GramianBalancer
    {
        private const double Most = 50;
        private readonly ImpartialWeights _impartial = new("imtl", tasks.Count);
        private readonly SquareMatrix _scaled = new(tasks.Count);
        private readonly double[] _factors = new double[tasks.Count];
        private readonly double[] _logs = new double[tasks.Count];
        private readonly ScalarAdam _adam = new(tasks.Count, rate);

        public override IEnumerable<(string Name, double[] Numbers)> Memory => [("logs", _logs), .. _adam.Memory];

        public override void Weigh(BalancingStep step, Span<double> weights)
        {
            for (var i = 0; i < weights.Length; i++)
                if (!(step.Losses[i] >= 0))
                    throw new TrainingException($"balancing 'imtl': expected losses of at least 0, found {step.Losses[i].ToString(CultureInfo.InvariantCulture)} for task '{tasks[step.Tasks[i]]}'. Use imtl_g, which does not look at losses.");
            for (var i = 0; i < weights.Length; i++) step.OwnWeights[i] = _factors[i] = Math.Exp(_logs[step.Tasks[i]]);
            step.Gramian.Scale(_factors, _scaled);
            _impartial.Find(step, _scaled, weights);
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] *= _factors[i];
                ref var log = ref _logs[step.Tasks[i]];
                log = Math.Clamp(_adam.Next(step.Tasks[i], log, _factors[i] * step.Losses[i] - 1), -Most, Most);
            }
        }
    }
}
