using Polytask.Balancing;
using Polytask.Catalog;
using Polytask.Gradients;
using Polytask.Models;
using Polytask.Native;
using Polytask.Numerics;

namespace Polytask.Training;

/// <summary>Balances the tasks of every step: pulls the cotangents of the outputs back so that the gradients are those of the balancing method.</summary>
public sealed class TaskBalance : IDisposable
{
    private const int IndependentBatches = 3;
    private readonly TrainingSetup _setup;
    private readonly GradientBalancing? _options;
    private readonly BalanceGroup[] _groups;
    private readonly BalancingStep _step;
    private readonly BalanceRecorder? _recorder;
    private readonly BilevelStep? _bilevel;

    /// <summary>Makes the method.</summary>
    /// <param name="setup">What is trained, and how.</param>
    /// <param name="model">The model.</param>
    /// <param name="say">Receives what the user should know, once.</param>
    /// <param name="recorder">Writes steps down, where that is wanted.</param>
    /// <exception cref="ConfigurationException">An option of the method does not fit the tasks or the model.</exception>
    public TaskBalance(TrainingSetup setup, MultiTaskModel model, Action<string>? say = null, BalanceRecorder? recorder = null)
    {
        (_setup, _options, _recorder) = (setup, setup.Balancing as GradientBalancing, recorder);
        if (_options is not null) BalanceFit.Check(setup, _options, model);
        string?[] layers = _options?.Groups == BalancingGroups.Layer ? [.. SharedNumbers.Layers(model.Parameters)] : [null];
        _groups = [.. layers.Select(layer => new BalanceGroup(setup.Balancing, model.Parameters, model.Tasks, layer))];
        if (model.Tasks.Count < Balancer.FewestTasks)
            throw new ConfigurationException($"balancing: '{Kind}' needs at least {Balancer.FewestTasks} tasks, found {model.Tasks.Count}. Add tasks, or choose another method.");
        _step = new BalancingStep(setup.Tasks.Count, setup.Seed, say);
        _bilevel = Balancer is BilevelBalancer bilevel ? new BilevelStep(setup, model, bilevel, _step) : null;
        Scores = [.. setup.Tasks.Select(_ => double.NaN)];
        Plan = GradientPlan.Describe(Balancer, _options, model);
    }

    /// <summary>What the method remembers, for a checkpoint.</summary>
    public IEnumerable<(string Name, double[] Numbers)> Memory =>
        _groups.SelectMany(group => group.Balancer.Memory.Select(memory => (group.Prefix + memory.Name, memory.Numbers))).Append(("scores", Scores));

    /// <summary>What it remembers of every shared parameter, for a checkpoint.</summary>
    public IEnumerable<(string Name, FloatBuffer Buffer)> Buffers =>
        _groups.SelectMany(group => ((group.Balancer as JacobianBalancer)?.Buffers ?? []).Select(buffer => (group.Prefix + buffer.Name, buffer.Buffer)));

    /// <summary>How the tasks' gradients are computed, in words.</summary>
    public string Plan { get; }

    /// <summary>The first metric of each task on the validation rows after the last epoch.</summary>
    public double[] Scores { get; }

    /// <summary>Whether <see cref="Learn"/> must be told the losses after the update.</summary>
    public bool LearnsFromLossesAfter => Balancer.Needs.HasFlag(Needs.LossesAfter);

    private Balancer Balancer => _groups[0].Balancer;

    private string Kind => Kinds.Of(_setup.Balancing.GetType()).Name;

    /// <summary>
    /// Arranges the batches of a step in the passes that the method needs: gradients of all batches are compared, so they go through
    /// together; methods that need independent batches get a third of the rows in each of three passes, bilevel ones half in each of two.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<StepBatch>> Arrange(IReadOnlyList<StepBatch> batches)
    {
        if (_bilevel is not null) return Divided(batches, BilevelStep.Halves);
        if (_options is null) return [.. batches.Select(batch => new[] { batch })];
        if (!Balancer.Needs.HasFlag(Needs.CrossGramian)) return [batches];
        return Divided(batches, IndependentBatches);
    }

    /// <summary>Adds all gradients of a step.</summary>
    /// <param name="model">The model.</param>
    /// <param name="passes">The passes that <see cref="Arrange"/> asked for.</param>
    /// <param name="losses">The losses of all passes together.</param>
    /// <param name="step">The step of the run, counted from 0.</param>
    /// <param name="epoch">The epoch of the run, counted from 0.</param>
    /// <param name="rate">The factor of every learning rate in this step.</param>
    public void Pullback(MultiTaskModel model, IReadOnlyList<StepPass> passes, TaskLosses losses, long step, int epoch, double rate = 1)
    {
        Begin(losses, passes, step, epoch);
        if (_step.Count > 0) PullbackBalanced(model, passes, losses, rate);
        // At the representation, nothing above it is balanced.
        if (_options is not null) PullbackOwn(model, passes, losses, _step.OwnWeights, reached: _options.Level == BalancingLevel.Features);
    }

    private void PullbackBalanced(MultiTaskModel model, IReadOnlyList<StepPass> passes, TaskLosses losses, double rate)
    {
        _recorder?.Begin(_step);
        if (_bilevel is not null)
        {
            var weights = _bilevel.Pullback(passes, rate * _setup.Optimisers.Dense.LearningRate);
            _recorder?.Add(weights);
        }
        else if (_options is null) PullbackLosses(model, passes, losses);
        else if (_options.Level == BalancingLevel.Features) PullbackFeatures(model, passes[^1]);
        else
        {
            var gradients = Gradients(model, passes, pass => pass.Losses, stacked: _options.Path != GradientPath.Loop);
            foreach (var group in _groups) group.Accumulate(gradients, _step, _recorder);
        }
        _recorder?.End(_step);
    }

    /// <summary>Tasks that a step lacks because a part of its batch has no label of theirs follow their own gradient all the same.</summary>
    private void PullbackOwn(MultiTaskModel model, IReadOnlyList<StepPass> passes, TaskLosses losses, ReadOnlySpan<double> weights, bool reached)
    {
        foreach (var pass in passes) model.PullbackOwn(WeightedCotangents.Of(pass, losses, _setup, _step, weights, absent: 1), pass.Pass, pass.Active, reached);
    }

    /// <summary>Adds the gradients of the tasks' own parameters; shared ones stay as they are.</summary>
    public void PullbackOwn(MultiTaskModel model, IReadOnlyList<StepPass> passes, TaskLosses losses, long step, int epoch)
    {
        Begin(losses, passes, step, epoch);
        var weights = Balancer is LossBalancer ? _groups[0].Weigh(_step) : _step.OwnWeights;
        PullbackOwn(model, passes, losses, weights, reached: true);
    }

    /// <summary>Tells the method the losses of the same batches after the update.</summary>
    public void Learn(TaskLosses after)
    {
        if (!_groups[0].Balances(_step)) return;
        Span<double> losses = stackalloc double[_step.Count];
        for (var i = 0; i < losses.Length; i++) losses[i] = Weight(_step.Tasks[i]) * after.Mean(_step.Tasks[i]);
        Balancer.Learn(_step, losses);
    }

    private void Begin(TaskLosses losses, IReadOnlyList<StepPass> passes, long step, int epoch)
    {
        _step.Begin(step, epoch);
        for (var task = 0; task < _setup.Tasks.Count; task++)
            if (Weight(task) > 0 && (_options is null ? losses.Weight(task) > 0 : passes.All(pass => pass.Losses.Weight(task) > 0)))
                _step.Add(task, Weight(task) * losses.Mean(task), Scores[task]);
    }

    private void PullbackLosses(MultiTaskModel model, IReadOnlyList<StepPass> passes, TaskLosses losses)
    {
        if (_recorder is { Measures: true } && model.HasSharedParameters)
        {
            var gradients = Gradients(model, [.. passes.Where(pass => pass.Active.Contains(true))], _ => losses, stacked: true);
            foreach (var pass in gradients)
                foreach (var other in gradients) _recorder.Add(pass.Layers, other.Layers);
        }
        var weights = _groups[0].Weigh(_step);
        _recorder?.Add(weights);
        foreach (var pass in passes) model.Pullback(Scaled(pass, losses, weights), pass.Pass, pass.Active);
    }

    private void PullbackFeatures(MultiTaskModel model, StepPass pass)
    {
        var cotangents = Scaled(pass, pass.Losses, _step.OwnWeights);
        if (Balancer is JacobianBalancer balancer && _groups[0].Balances(_step))
        {
            if (_recorder is { Records: true }) _recorder.Add(Products(new SquareMatrix(_step.Count)));
            using var jacobian = new Jacobian();
            var stack = model.PullbackToRepresentation(cotangents, pass.Pass, _step.Tasks);
            var width = checked((int)(stack.size(1) * stack.size(2)));
            jacobian.Reset(_step.Count, [new Segment(0, width, 0)]);
            for (var i = 0; i < _step.Count; i++) stack[i].bytes.CopyTo(System.Runtime.InteropServices.MemoryMarshal.AsBytes(jacobian[i]));
            var direction = TorchSharp.torch.tensor(_groups[0].Combine(balancer, jacobian, _step).ToArray()).view(stack.size(1), stack.size(2));
            model.PullbackRepresentation(direction, pass.Pass);
            return;
        }
        _step.Gramian.Reset(_step.Count);
        _groups[0].Check(Products(_step.Gramian), _step);
        for (var part = 0; Balancer is GramianBalancer { Parts: > 1 and var parts } && part < parts; part++)
        {
            _step.PartGramian(part).Reset(_step.Count);
            model.AddRepresentationGramian(cotangents, pass.Pass, _step.Tasks, _step.PartGramian(part), part, parts);
        }
        _recorder?.Add(_step.Gramian);
        var weights = _groups[0].Weigh(_step);
        _recorder?.Add(weights);
        model.PullbackTrunk(Scaled(pass, pass.Losses, weights), pass.Pass);

        SquareMatrix Products(SquareMatrix gramian)
        {
            model.AddRepresentationGramian(cotangents, pass.Pass, _step.Tasks, gramian);
            return gramian;
        }
    }

    private TaskGradients[] Gradients(MultiTaskModel model, IReadOnlyList<StepPass> passes, Func<StepPass, TaskLosses> losses, bool stacked)
    {
        double[] ones = [.. Enumerable.Repeat(1.0, _step.Count)];
        int[]?[] taskOfRow = [.. passes.Select(pass => pass.TaskOfRow(_step.Tasks))];
        // Products of two passes need rows of one kind in both.
        if (taskOfRow.Contains(null)) Array.Clear(taskOfRow);
        return [.. passes.Select((pass, i) => model.TaskGradients(Scaled(pass, losses(pass), ones), pass.Pass, _step.Tasks, taskOfRow[i], stacked))];
    }

    private TaskOutputs Scaled(StepPass pass, TaskLosses losses, ReadOnlySpan<double> weights) => WeightedCotangents.Of(pass, losses, _setup, _step, weights);

    private double Weight(int task) => _setup.Tasks[task].Options.Weight;

    private static StepBatch[][] Divided(IReadOnlyList<StepBatch> batches, int parts) =>
        [.. Enumerable.Range(0, parts).Select(part => batches.Select(batch => batch with { Rows = batch.Rows.ToArray().Where((_, i) => i % parts == part).ToArray() }).ToArray())];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var group in _groups) group.Dispose();
        _bilevel?.Dispose();
    }
}
