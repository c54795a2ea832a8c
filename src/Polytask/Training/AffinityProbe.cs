using Polytask.Balancing;
using Polytask.Gradients;
using Polytask.Models;
using Polytask.Runs;

namespace Polytask.Training;

/// <summary>
/// Measures, every so many steps, what a step of gradient descent on one task would do to the losses of the others: the task affinity
/// Z(i→j) = 1 − L_j(θ − η ∇L_i) / L_j(θ), where θ are the shared parameters, η is the learning rate of dense parameters, and both losses are those of the step's rows with the
/// same random numbers. It tries and takes back: without it, training is the same bit for bit.
/// </summary>
/// <remarks>Fifty, Amid, Zhao, Yu, Anil, Finn, Efficiently Identifying Task Groupings for Multi-Task Learning, NeurIPS 2021.</remarks>
public sealed class AffinityProbe(TrainingSetup setup, MultiTaskModel model, Action<AffinityMeasured> emit) : IDisposable
{
    private readonly BalancingStep _step = new(setup.Tasks.Count);
    private readonly VirtualMoves _moves = new(model.Parameters);
    private readonly ParameterDirection _direction = new(model.Parameters);

    /// <summary>Measures a step, where it is the turn of one, before its update; leaves all gradients at zero.</summary>
    /// <param name="passes">The passes of the step.</param>
    /// <param name="losses">The losses of all passes together.</param>
    /// <param name="step">The step of the run, counted from 0.</param>
    /// <param name="epoch">The epoch of the run, counted from 0.</param>
    /// <param name="rate">The factor of every learning rate in this step.</param>
    public void Measure(IReadOnlyList<StepPass> passes, TaskLosses losses, long step, int epoch, double rate)
    {
        var every = setup.Regime.MeasureAffinity;
        if (every == 0 || step % every != 0 || !model.HasSharedParameters) return;
        _step.Begin(step, epoch);
        for (var task = 0; task < setup.Tasks.Count; task++)
            if (losses.Weight(task) > 0 && setup.Tasks[task].Options.Weight > 0) _step.Add(task, losses.Mean(task));
        if (_step.Count < 2) return;
        double[][] affinities = [.. Enumerable.Range(0, _step.Count).Select(task => Affinities(task, passes, losses, rate * setup.Optimisers.Dense.LearningRate))];
        emit(new AffinityMeasured(epoch + 1, step + 1, [.. _step.Tasks.ToArray().Select(task => setup.Tasks[task].Name)], affinities));
    }

    /// <summary>What a step on one task does to every other; 0 to itself, whose own parameters move too.</summary>
    private double[] Affinities(int index, IReadOnlyList<StepPass> passes, TaskLosses losses, double rate)
    {
        var weights = new double[_step.Count];
        weights[index] = 1;
        foreach (var pass in passes.Where(pass => pass.Pass.Batch.Count > 0)) model.Pullback(WeightedCotangents.Of(pass, losses, setup, _step, weights), pass.Pass, pass.Active);
        _direction.TakeGradient();
        model.Parameters.ZeroGradients();
        try
        {
            _moves.Move(_direction, -rate);
            var after = new TaskLosses(setup.Tasks);
            foreach (var pass in passes) after.Add(pass.Again().Losses);
            return [.. _step.Tasks.ToArray().Select((task, other) => other == index || _step.Losses[other] == 0 ? 0 : 1 - after.Mean(task) / _step.Losses[other])];
        }
        finally
        {
            _moves.Return();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _moves.Dispose();
        _direction.Dispose();
    }
}
