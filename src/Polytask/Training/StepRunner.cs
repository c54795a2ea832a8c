using System.Globalization;
using Polytask.Data;
using Polytask.Gradients;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Tasks;
using TorchSharp;

namespace Polytask.Training;

/// <summary>One step of training: forward, losses, balance, pull back, update.</summary>
public sealed class StepRunner(TrainingSetup setup, MultiTaskModel model, ModelOptimiser optimiser, Consolidation? consolidation, TaskBalance balance, AffinityProbe? probe = null)
{
    /// <summary>Trains on the batches of one step.</summary>
    /// <param name="batches">The batches; their gradients are added.</param>
    /// <param name="trainsTrunk">Whether shared parameters move.</param>
    /// <param name="rate">The factor of every learning rate in this step.</param>
    /// <param name="step">The step of the run, counted from 0: it names the random streams.</param>
    /// <param name="epoch">The epoch of the run, counted from 0.</param>
    /// <param name="progress">How much of the run is done, from 0 to 1.</param>
    /// <returns>The losses, before the update; of tasks without a label in the batches, none.</returns>
    /// <exception cref="TrainingException">A loss is not finite.</exception>
    public TaskLosses Run(IReadOnlyList<StepBatch> batches, bool trainsTrunk, double rate, long step, int epoch = 0, double progress = 0)
    {
        using var scope = torch.NewDisposeScope();
        model.Parameters.ZeroGradients();
        var parts = balance.Arrange(batches);
        var passes = Forward(parts, step, progress, trainsTrunk);
        var losses = Sum(passes);
        Check(losses, step);
        if (trainsTrunk) probe?.Measure(passes, losses, step, epoch, rate);
        if (trainsTrunk) balance.Pullback(model, passes, losses, step, epoch, rate);
        else balance.PullbackOwn(model, passes, losses, step, epoch);
        var rows = passes.Sum(pass => pass.Pass.Batch.Count);
        foreach (var pass in passes.Where(pass => pass.Pass.Batch.Count > 0)) model.PullbackPenalty(pass.Pass, (double)pass.Pass.Batch.Count / rows, ownOnly: !trainsTrunk);
        if (trainsTrunk) consolidation?.AddGradient(model.Parameters);
        if (setup.Regime.ClipNorm > 0) GradientNorm.Clip(model.Parameters, setup.Regime.ClipNorm);
        var involved = model.Involved([.. setup.Tasks.Select((_, task) => losses.Weight(task) > 0)]);
        var trained = setup.Tasks.Where((_, task) => involved[task]).Select(task => task.Name).ToHashSet();
        optimiser.Step(owner => owner == ParameterStore.Shared ? trainsTrunk && trained.Count > 0 : trained.Contains(owner), rate);
        if (balance.LearnsFromLossesAfter) balance.Learn(Sum(Forward(parts, step, progress, trainsTrunk)));
        return losses;
    }

    /// <summary>Adds the mean of the squared gradients of single rows: the diagonal of the empirical Fisher matrix.</summary>
    /// <param name="fisher">What earlier tasks gave, or <c>null</c>.</param>
    /// <param name="rows">Batches of one row.</param>
    public ParameterSnapshot AddFisher(ParameterSnapshot? fisher, IEnumerable<StepBatch> rows)
    {
        var sum = fisher ?? ParameterSnapshot.Zeros(model.Parameters);
        var batches = rows.ToArray();
        foreach (var row in batches)
        {
            using var scope = torch.NewDisposeScope();
            model.Parameters.ZeroGradients();
            var (pass, cotangents, active, _, _) = Forward([row], $"fisher {row.Rows.Span[0]}", progress: 1);
            model.Pullback(cotangents, pass, active);
            sum.AddSquaredGradients(model.Parameters, 1.0 / batches.Length);
        }
        return sum;
    }

    private StepPass[] Forward(IReadOnlyList<IReadOnlyList<StepBatch>> parts, long step, double progress, bool trainsTrunk) =>
        [.. parts.Select((part, index) => Forward(part, $"step {step}.{index}", progress, trainsTrunk))];

    /// <summary>Takes batches through the model together, with the random numbers of a stream.</summary>
    private StepPass Forward(IReadOnlyList<StepBatch> parts, string stream, double progress, bool trainsTrunk = true)
    {
        var batch = new Batch(setup.Data, parts is [var only] ? only.Rows : parts.SelectMany(part => part.Rows.ToArray()).ToArray());
        var active = batch.LabelledTasks();
        for (var task = 0; task < active.Length; task++) active[task] &= parts.Any(part => part.Tasks[task]);
        var pass = Pass.Training(batch, new RandomStream(setup.Seed, stream), progress, sharedStays: !trainsTrunk, setup.Regime.Mixup);
        var outputs = model.Forward(pass, active);
        var cotangents = outputs.ZerosLike();
        var losses = new TaskLosses(setup.Tasks);
        var row = 0;
        foreach (var part in parts) losses.Add(pass.Batch, row, row += part.Rows.Length, [.. active.Zip(part.Tasks, (one, other) => one && other)], outputs, cotangents);
        return new StepPass(pass, cotangents, active, losses, () => Forward(parts, stream, progress, trainsTrunk));
    }

    private TaskLosses Sum(IEnumerable<StepPass> passes)
    {
        var sum = new TaskLosses(setup.Tasks);
        foreach (var pass in passes) sum.Add(pass.Losses);
        return sum;
    }

    private void Check(TaskLosses losses, long step)
    {
        for (var task = 0; task < setup.Tasks.Count; task++)
            if (losses.Weight(task) > 0 && !double.IsFinite(losses.Mean(task)))
                throw new TrainingException(
                    $"step {step + 1}, task '{setup.Tasks[task].Name}': expected a finite loss, found {losses.Mean(task).ToString(CultureInfo.InvariantCulture)}. " +
                    "The last checkpoint stands. Lower optimiser.learningRate, set training.clipNorm, or look for extreme numbers in the data.");
    }
}
