using Polytask.Balancing;
using Polytask.Models;

namespace Polytask.Training;

/// <summary>The step of a bilevel method: it tries steps out with one half of the batch, judges them with the other, and weighs both halves.</summary>
internal sealed class BilevelStep(TrainingSetup setup, MultiTaskModel model, BilevelBalancer balancer, BalancingStep step) : IDisposable
{
    /// <summary>The halves of the batch.</summary>
    public const int Halves = 2;

    private readonly ModelProblem _problem = new(setup, model, step);
    private readonly double[] _inner = new double[setup.Tasks.Count], _outer = new double[setup.Tasks.Count];

    /// <summary>Adds all gradients of a step.</summary>
    /// <param name="passes">The pass of the inner half, and that of the outer one.</param>
    /// <param name="rate">The learning rate of dense parameters.</param>
    /// <returns>What each task's losses in both halves count together.</returns>
    public ReadOnlySpan<double> Pullback(IReadOnlyList<StepPass> passes, double rate)
    {
        _problem.Begin(passes, rate);
        var inner = _inner.AsSpan(0, step.Count);
        var outer = _outer.AsSpan(0, step.Count);
        try
        {
            balancer.Weigh(step, _problem, inner, outer);
        }
        finally
        {
            _problem.Return();
        }
        _problem.Add(BatchHalf.Inner, inner);
        _problem.Add(BatchHalf.Outer, outer);
        for (var i = 0; i < inner.Length; i++) inner[i] += outer[i];
        return inner;
    }

    public void Dispose() => _problem.Dispose();
}
