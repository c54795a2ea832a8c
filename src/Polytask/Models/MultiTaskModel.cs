using Polytask.Gradients;
using Polytask.Modules;
using Polytask.Numerics;
using Polytask.Sharing;
using TorchSharp;

namespace Polytask.Models;

/// <summary>The network: a trunk that gives every task a representation, and heads that make outputs of representations.</summary>
public sealed class MultiTaskModel : IDisposable
{
    private readonly SharingTrunk _trunk;
    private readonly TaskHeads _heads;
    private readonly TaskGraph _graph;
    private readonly bool _trunkHasOwn;
    private bool _disposed;

    /// <summary>Builds and initialises a model.</summary>
    /// <param name="inputs">The inputs, in the order of the encoded columns.</param>
    /// <param name="tasks">Each task's name and head, in the order of the targets.</param>
    /// <param name="sharing">How tasks share.</param>
    /// <param name="seed">The seed of the initial values.</param>
    /// <param name="graph">Which tasks take what others predict; by default none.</param>
    /// <exception cref="ConfigurationException">A task has the name that stands for all tasks, a table is too large, or a task labels places where there are none.</exception>
    public MultiTaskModel(IReadOnlyList<InputShape> inputs, IReadOnlyList<(string Name, HeadShape Head)> tasks, SharingOptions sharing, long seed, TaskGraph? graph = null)
    {
        _graph = graph ?? new TaskGraph([]);
        Parameters = new ParameterStore(seed) { Reached = _graph.Reached };
        Tasks = [.. tasks.Select(t => t.Name)];
        if (Tasks.FirstOrDefault(task => task is ParameterStore.Shared or ParameterStore.Frozen) is { } taken)
            throw new ConfigurationException($"tasks.{taken}: '{taken}' stands for what {(taken == ParameterStore.Shared ? "all tasks have in common" : "nothing trains")}. Choose another name.");
        _trunk = sharing.Create(Parameters, inputs, Tasks);
        _trunkHasOwn = Parameters.Dense.Any(p => Tasks.Contains(p.Owner)) || Parameters.Tables.Any(t => Tasks.Contains(t.Owner));
        _heads = new TaskHeads(Parameters, inputs, tasks, _trunk, _graph);
        Parameters.Allocate();
        _heads.Bind();
    }

    /// <summary>The tasks' names.</summary>
    public IReadOnlyList<string> Tasks { get; }

    /// <summary>All parameters.</summary>
    public ParameterStore Parameters { get; }

    /// <summary>The architecture that training has settled on, where the model learns what to share; otherwise <c>null</c>.</summary>
    public SharingOptions? Settled => _trunk.Settled;

    /// <summary>The tasks whose own parameters the losses of some train: these tasks, and those whose predictions they take, but where the gradient is stopped.</summary>
    public bool[] Involved(ReadOnlySpan<bool> tasks) => _graph.Trained(tasks);

    /// <summary>The outputs of the tasks asked for; the others must not be read.</summary>
    public TaskOutputs Forward(Pass pass, ReadOnlySpan<bool> tasks)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        using var _ = torch.no_grad();
        tasks = _graph.With(tasks);
        return _heads.Forward(_trunk.Forward(_heads.Needed(tasks, initial: pass.IsTraining), pass), tasks, pass);
    }

    /// <summary>Whether there are parameters that tasks share, or that the losses of several train.</summary>
    public bool HasSharedParameters => SharedNumbers.Layers(Parameters).Count > 0;

    /// <summary>Whether all tasks read the same representation.</summary>
    public bool HasSharedRepresentation => _trunk.Shapes.Count == 1;

    /// <summary>Whether the losses of some tasks train what others have for themselves.</summary>
    public bool HasReachedTasks => _graph.Couples;

    /// <summary>Adds all gradients, from the cotangents of the tasks' outputs in the same pass.</summary>
    public void Pullback(TaskOutputs cotangents, Pass pass, ReadOnlySpan<bool> tasks)
    {
        using var _ = torch.no_grad();
        var heads = _heads.ToHeads(cotangents, pass);
        _heads.AddGradients(heads, pass, Involved(tasks), reached: true);
        _trunk.Pullback(_heads.Pullback(heads), pass);
    }

    /// <summary>Adds the gradients of the tasks' own parameters: heads, wide paths, and what each has of the trunk for itself.</summary>
    /// <param name="cotangents">The cotangents of the tasks' outputs.</param>
    /// <param name="pass">Their pass.</param>
    /// <param name="tasks">The tasks.</param>
    /// <param name="reached">Whether also what belongs to tasks that the losses of others train.</param>
    public void PullbackOwn(TaskOutputs cotangents, Pass pass, ReadOnlySpan<bool> tasks, bool reached = true)
    {
        using var _ = torch.no_grad();
        var heads = _heads.ToHeads(cotangents, pass);
        _heads.AddGradients(heads, pass, Involved(tasks), reached);
        if (!_trunkHasOwn) return;
        pass.Sink = reached ? OwnGradients.Instance : new OwnGradients(Parameters.IsShared);
        _trunk.Pullback(_heads.Pullback(heads), pass);
        pass.Sink = SummedGradients.Instance;
    }

    /// <summary>Adds the gradients of the trunk, summed over the tasks.</summary>
    public void PullbackTrunk(TaskOutputs cotangents, Pass pass)
    {
        using var _ = torch.no_grad();
        _trunk.Pullback(_heads.Pullback(_heads.ToHeads(cotangents, pass)), pass);
    }

    /// <summary>Adds the gradients of what the architecture itself adds to the loss: the mean over the batch, times a share.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="share">The share.</param>
    /// <param name="ownOnly">Whether shared parameters stay as they are.</param>
    public void PullbackPenalty(Pass pass, double share, bool ownOnly = false)
    {
        using var _ = torch.no_grad();
        if (ownOnly) pass.Sink = OwnGradients.Instance;
        _trunk.PullbackPenalty(pass, share);
        pass.Sink = SummedGradients.Instance;
    }

    /// <summary>Adds the gradients of the trunk, from a cotangent of the shared representation, [batch, width].</summary>
    public void PullbackRepresentation(torch.Tensor cotangent, Pass pass)
    {
        using var _ = torch.no_grad();
        _trunk.Pullback([cotangent], pass);
    }

    /// <summary>The derivatives of outputs by the numbers of an input, [batch, width], after a pass of <see cref="Pass.Explaining"/>; the parameters' gradients stay as they are.</summary>
    /// <param name="cotangents">The cotangents of the tasks' outputs.</param>
    /// <param name="pass">Their pass.</param>
    /// <param name="input">The place of the input.</param>
    public torch.Tensor PullbackToInput(TaskOutputs cotangents, Pass pass, int input)
    {
        using var _ = torch.no_grad();
        var gradients = new InputGradients(input);
        pass.Sink = gradients;
        _trunk.Pullback(_heads.Pullback(_heads.ToHeads(cotangents, pass)), pass);
        pass.Sink = SummedGradients.Instance;
        return gradients.Sum ?? throw new ArgumentException($"Input {input} is not one of numbers.", nameof(input));
    }

    /// <summary>The tasks' cotangents of the shared representation, [tasks, batch, width].</summary>
    public torch.Tensor PullbackToRepresentation(TaskOutputs cotangents, Pass pass, ReadOnlySpan<int> tasks)
    {
        using var _ = torch.no_grad();
        // Where the loss of one comes through several heads, each task has a way back through all of them.
        if (_graph.Couples) return PullbackToRepresentation(ToHeadsOfEach(cotangents, pass, tasks));
        var (bank, places) = _heads.Shared(tasks);
        return bank.PullbackEach(cotangents.Banks[0]!, places);
    }

    /// <summary>Adds the inner products of the tasks' gradients by the shared representation: of all rows, or of every so many beginning with one of the first.</summary>
    public void AddRepresentationGramian(TaskOutputs cotangents, Pass pass, ReadOnlySpan<int> tasks, SquareMatrix gramian, int first = 0, int every = 1)
    {
        using var _ = torch.no_grad();
        if (_graph.Couples || !_heads.Shared(tasks).Bank.IsOneProduct) StackedTasks.AddGramian(PullbackToRepresentation(cotangents, pass, tasks)[torch.TensorIndex.Colon, torch.TensorIndex.Slice(first, null, every)], gramian);
        else
        {
            var ((bank, places), rows) = (_heads.Shared(tasks), cotangents.Banks[0]!);
            bank.AddGramian(every == 1 ? rows : rows[torch.TensorIndex.Slice(first, null, every)], places, gramian);
        }
    }

    /// <summary>The gradient of every task by the parameters that the losses of several tasks train.</summary>
    /// <param name="cotangents">The cotangents of the tasks' outputs.</param>
    /// <param name="pass">Their pass.</param>
    /// <param name="tasks">The tasks, in rising order; the n-th has the n-th gradient.</param>
    /// <param name="taskOfRow">Where every row of the batch has a label of one task at most: the place in <paramref name="tasks"/> of the task of each row, or -1; without use where rows look at each other.</param>
    /// <param name="stacked">Whether one way back may serve all tasks; otherwise every task has one of its own.</param>
    public TaskGradients TaskGradients(TaskOutputs cotangents, Pass pass, ReadOnlySpan<int> tasks, int[]? taskOfRow = null, bool stacked = true)
    {
        using var _ = torch.no_grad();
        var gradients = new TaskGradients(tasks.Length, Parameters.IsShared);
        pass.Sink = gradients;
        if (!stacked || !HasSharedRepresentation)
        {
            for (var i = 0; i < tasks.Length; i++)
            {
                gradients.Begin(i);
                PullbackTrunkOf(tasks[i], cotangents, pass);
            }
        }
        // Where statistics of the batch are counted, every row moves all others, and a cotangent that belongs to one task at the top belongs to several below.
        else if (taskOfRow is not null && Parameters.Statistics.Count == 0)
        {
            gradients.OneTaskPerRow(taskOfRow);
            var heads = _heads.ToHeads(cotangents, pass);
            _heads.LeaveReached(tasks, pass, heads.Of);
            _trunk.Pullback(_heads.Pullback(heads), pass);
        }
        else if (_graph.Couples)
        {
            var heads = ToHeadsOfEach(cotangents, pass, tasks);
            _heads.LeaveReached(tasks, pass, head => torch.stack([.. heads.Select(its => its.Of(head))]));
            _trunk.Pullback([PullbackToRepresentation(heads)], pass);
        }
        else _trunk.Pullback([PullbackToRepresentation(cotangents, pass, tasks)], pass);
        pass.Sink = SummedGradients.Instance;
        return gradients;
    }

    private void PullbackTrunkOf(int task, TaskOutputs cotangents, Pass pass)
    {
        if (!_graph.Couples)
        {
            _trunk.Pullback(_heads.PullbackOf(task, cotangents), pass);
            return;
        }
        var heads = _heads.ToHeads(cotangents.Only(task), pass);
        _heads.LeaveReached([task], pass, heads.Of);
        _trunk.Pullback(_heads.Pullback(heads, _heads.Needed(Involved([.. Tasks.Select((_, other) => other == task)]), initial: true)), pass);
    }

    private TaskOutputs[] ToHeadsOfEach(TaskOutputs cotangents, Pass pass, ReadOnlySpan<int> tasks) =>
        [.. tasks.ToArray().Select(task => _heads.ToHeads(cotangents.Only(task), pass))];

    private torch.Tensor PullbackToRepresentation(TaskOutputs[] heads) => torch.stack([.. heads.Select(its => _heads.Pullback(its)[0]!)]);

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        _heads.Dispose();
        Parameters.Dispose();
    }
}
