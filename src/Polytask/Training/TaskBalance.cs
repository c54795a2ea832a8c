using Polytask.Balancing;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Native;

namespace Polytask.Training;

/// <summary>Balances the tasks of every step: pulls the cotangents of the outputs back so that the gradients are those of the balancing method.</summary>
public sealed class TaskBalance
{
    private readonly TrainingSetup _setup;
    private readonly Balancer _balancer;
    private readonly BalancingStep _step;
    private readonly double[] _weights;

    /// <summary>Makes the method.</summary>
    /// <param name="setup">What is trained, and how.</param>
    /// <param name="model">The model.</param>
    /// <param name="say">Receives what the user should know, once.</param>
    /// <exception cref="ConfigurationException">An option of the method does not fit the tasks or the model.</exception>
    public TaskBalance(TrainingSetup setup, MultiTaskModel model, Action<string>? say = null)
    {
        _setup = setup;
        _balancer = setup.Balancing.Create(new BalancingProblem(model.Tasks, SharedLength(model.Parameters)));
        _step = new BalancingStep(setup.Tasks.Count, setup.Seed, say);
        _weights = new double[setup.Tasks.Count];
    }

    /// <summary>What the method remembers, for a checkpoint.</summary>
    public IEnumerable<(string Name, double[] Numbers)> Memory => _balancer.Memory;

    /// <summary>What it remembers of every shared parameter, for a checkpoint.</summary>
    public IEnumerable<(string Name, FloatBuffer Buffer)> Buffers => (_balancer as JacobianBalancer)?.Buffers ?? [];

    /// <summary>Adds all gradients of a step.</summary>
    /// <param name="model">The model.</param>
    /// <param name="passes">The batches of the step.</param>
    /// <param name="losses">The losses of all batches together.</param>
    /// <param name="step">The step of the run, counted from 0.</param>
    /// <param name="epoch">The epoch of the run, counted from 0.</param>
    public void Pullback(MultiTaskModel model, IReadOnlyList<StepPass> passes, TaskLosses losses, long step, int epoch)
    {
        _step.Begin(step, epoch);
        for (var task = 0; task < _setup.Tasks.Count; task++)
        {
            var weight = _setup.Tasks[task].Options.Weight;
            if (losses.Weight(task) > 0 && weight > 0) _step.Add(task, weight * losses.Mean(task));
        }
        var weights = _weights.AsSpan(0, _step.Count);
        ((Weighting)_balancer).Weigh(_step, weights);
        Span<double> scales = stackalloc double[_setup.Tasks.Count];
        for (var i = 0; i < _step.Count; i++)
        {
            var task = _step.Tasks[i];
            scales[task] = weights[i] * _setup.Tasks[task].Options.Weight / losses.Weight(task);
        }
        foreach (var (pass, cotangents, active) in passes)
        {
            for (var task = 0; task < active.Length; task++)
                if (active[task]) cotangents.Scale(task, scales[task]);
            model.Pullback(cotangents, pass, active);
        }
    }

    private static long SharedLength(ParameterStore store) =>
        store.Dense.Where(p => p.Owner == ParameterStore.Shared).Sum(p => p.Length) + store.Tables.Where(t => t.Owner == ParameterStore.Shared).Sum(t => t.Length);
}
