using System.ComponentModel.DataAnnotations;
using Polytask.Numerics;

namespace Polytask.Balancing;

/// <summary>
/// The options of the methods that learn a number s per task, by Adam with a learning rate of its own and without weight decay: a
/// model's decay would pull s to 0.
/// </summary>
public abstract record LearntScaling : BalancerOptions
{
    /// <summary>The learning rate of s.</summary>
    [Range(0.0, 10)]
    public double LearningRate { get; init; } = 0.025;

    /// <summary>The value of s before the first step.</summary>
    [Range(-50.0, 50)]
    public double Initial { get; init; }

    /// <summary>How far s may be from 0.</summary>
    [Range(0.0, 50)]
    public double Limit { get; init; } = 10;

    /// <summary>A method that learns s; a task without label keeps its own.</summary>
    private protected abstract class LearntScales : LossBalancer
    {
        private readonly double[] _scales;
        private readonly double _limit;
        private readonly ScalarAdam _adam;

        protected LearntScales(LearntScaling options, int tasks)
        {
            (_scales, _limit, _adam) = (new double[tasks], options.Limit, new ScalarAdam(tasks, options.LearningRate));
            Array.Fill(_scales, Math.Clamp(options.Initial, -_limit, _limit));
        }

        public sealed override IEnumerable<(string Name, double[] Numbers)> Memory => [("scale", _scales), .. _adam.Memory];

        public sealed override void Weigh(BalancingStep step, Span<double> weights)
        {
            for (var i = 0; i < weights.Length; i++)
            {
                var task = step.Tasks[i];
                weights[i] = Weight(task, _scales[task]);
                var next = _adam.Next(task, _scales[task], Slope(task, _scales[task], step.Losses[i]));
                _scales[task] = Math.Clamp(next, -_limit, _limit);
            }
        }

        /// <summary>The weight of a loss: the derivative of the objective by the loss.</summary>
        protected abstract double Weight(int task, double scale);

        /// <summary>The derivative of the objective by s.</summary>
        protected abstract double Slope(int task, double scale, double loss);
    }
}
