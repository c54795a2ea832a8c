using Polytask.Gradients;
using Polytask.Modules;
using Polytask.Native;
using Polytask.Numerics;
using Polytask.Sharing;
using TorchSharp;

namespace Polytask.Models;

/// <summary>The network: a trunk that gives every task a representation, a bank of heads on each representation, and wide paths beside.</summary>
public sealed unsafe class MultiTaskModel : IDisposable
{
    private readonly SharingTrunk _trunk;
    private readonly HeadBank[] _banks;
    private readonly WidePath[] _wide;
    private readonly TaskColumns[] _columns;
    private readonly TaskConditions _conditions;
    private readonly bool _trunkHasOwn;
    private bool _disposed;

    /// <summary>Builds and initialises a model.</summary>
    /// <param name="inputs">The inputs, in the order of the encoded columns.</param>
    /// <param name="tasks">Each task's name and head, in the order of the targets.</param>
    /// <param name="sharing">How tasks share.</param>
    /// <param name="seed">The seed of the initial values.</param>
    /// <param name="conditions">Which tasks are given others; by default none.</param>
    /// <exception cref="ConfigurationException">A task has the name that stands for all tasks, a table is too large, or a task labels places where there are none.</exception>
    public MultiTaskModel(IReadOnlyList<InputShape> inputs, IReadOnlyList<(string Name, HeadShape Head)> tasks, SharingOptions sharing, long seed, TaskConditions? conditions = null)
    {
        Parameters = new ParameterStore(seed);
        Tasks = [.. tasks.Select(t => t.Name)];
        if (Tasks.FirstOrDefault(task => task is ParameterStore.Shared or ParameterStore.Frozen) is { } taken)
            throw new ConfigurationException($"tasks.{taken}: '{taken}' stands for what {(taken == ParameterStore.Shared ? "all tasks have in common" : "nothing trains")}. Choose another name.");
        _conditions = conditions ?? new TaskConditions([.. tasks.Select(_ => -1)]);
        _trunk = sharing.Create(Parameters, inputs, Tasks);
        _trunkHasOwn = Parameters.Dense.Any(p => Tasks.Contains(p.Owner)) || Parameters.Tables.Any(t => Tasks.Contains(t.Owner));
        _columns = new TaskColumns[tasks.Count];
        var heads = new Func<HeadBank>[_trunk.Shapes.Count];
        for (var bank = 0; bank < heads.Length; bank++)
        {
            var members = Enumerable.Range(0, tasks.Count).Where(t => _trunk.RepresentationOf[t] == bank).OrderBy(t => tasks[t].Head.PerPlace).ToArray();
            var (offset, width) = (0, members.Sum(t => tasks[t].Head.Outputs.Numbers));
            foreach (var task in members)
            {
                _columns[task] = new TaskColumns(bank, offset, tasks[task].Head.Outputs.Numbers, width);
                offset += _columns[task].Width;
            }
            heads[bank] = HeadBank.Add(Parameters, [.. members.Select(t => tasks[t])], _trunk.Shapes[bank]);
        }
        _wide = [.. tasks.Select(task => new WidePath(Parameters, inputs, task.Name, task.Head.Outputs.Numbers))];
        Parameters.Allocate();
        _banks = [.. heads.Select(make => make())];
    }

    /// <summary>The tasks' names.</summary>
    public IReadOnlyList<string> Tasks { get; }

    /// <summary>All parameters.</summary>
    public ParameterStore Parameters { get; }

    /// <summary>The architecture that training has settled on, where the model learns what to share; otherwise <c>null</c>.</summary>
    public SharingOptions? Settled => _trunk.Settled;

    /// <summary>The tasks whose own parameters have a part in the outputs of some: these tasks, and those that they are given.</summary>
    public bool[] Involved(ReadOnlySpan<bool> tasks) => _conditions.With(tasks);

    /// <summary>The outputs of the tasks asked for; the others must not be read.</summary>
    public TaskOutputs Forward(Pass pass, ReadOnlySpan<bool> tasks)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        using var _ = torch.no_grad();
        tasks = Involved(tasks);
        var representations = _trunk.Forward(Needed(tasks), pass);
        var outputs = new TaskOutputs(_columns, [.. representations.Select((r, bank) => r is null ? null : _banks[bank].Forward(r, pass))]);
        for (var task = 0; task < _wide.Length; task++)
            if (tasks[task]) _wide[task].Forward(pass.Batch, outputs.Pointer(task), _columns[task].BankWidth);
        _conditions.Forward(outputs, tasks, pass);
        return outputs;
    }

    /// <summary>Whether there are parameters that tasks share.</summary>
    public bool HasSharedParameters => SharedNumbers.Layers(Parameters).Count > 0;

    /// <summary>Whether all tasks read the same representation.</summary>
    public bool HasSharedRepresentation => _banks.Length == 1;

    /// <summary>Adds all gradients, from the cotangents of the tasks' outputs in the same pass.</summary>
    public void Pullback(TaskOutputs cotangents, Pass pass, ReadOnlySpan<bool> tasks)
    {
        var heads = ToHeads(cotangents, pass);
        PullbackHeads(heads, pass, tasks);
        PullbackHeadsTrunk(heads, pass);
    }

    /// <summary>Adds the gradients of the tasks' own parameters: heads, wide paths, and what each has of the trunk for itself.</summary>
    public void PullbackOwn(TaskOutputs cotangents, Pass pass, ReadOnlySpan<bool> tasks)
    {
        var heads = ToHeads(cotangents, pass);
        PullbackHeads(heads, pass, tasks);
        if (!_trunkHasOwn) return;
        pass.Sink = OwnGradients.Instance;
        PullbackHeadsTrunk(heads, pass);
        pass.Sink = SummedGradients.Instance;
    }

    /// <summary>The cotangents of what the heads put out, before it becomes the tasks' outputs.</summary>
    private TaskOutputs ToHeads(TaskOutputs cotangents, Pass pass)
    {
        using var _ = torch.no_grad();
        return _conditions.Pullback(cotangents, pass);
    }

    private void PullbackHeads(TaskOutputs cotangents, Pass pass, ReadOnlySpan<bool> tasks)
    {
        using var _ = torch.no_grad();
        tasks = Involved(tasks);
        for (var task = 0; task < _wide.Length; task++)
            if (tasks[task]) _wide[task].Pullback(pass.Batch, cotangents.Pointer(task), _columns[task].BankWidth);
        for (var bank = 0; bank < _banks.Length; bank++)
            if (cotangents.Banks[bank] is { } cotangent) _banks[bank].AddGradients(cotangent, pass);
    }

    /// <summary>Adds the gradients of the trunk, summed over the tasks.</summary>
    public void PullbackTrunk(TaskOutputs cotangents, Pass pass) => PullbackHeadsTrunk(ToHeads(cotangents, pass), pass);

    private void PullbackHeadsTrunk(TaskOutputs cotangents, Pass pass)
    {
        using var _ = torch.no_grad();
        _trunk.Pullback([.. cotangents.Banks.Select((c, bank) => c is null ? null : _banks[bank].Pullback(c))], pass);
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

    /// <summary>The tasks' cotangents of the shared representation, [tasks, batch, width].</summary>
    public torch.Tensor PullbackToRepresentation(TaskOutputs cotangents, Pass pass, ReadOnlySpan<int> tasks)
    {
        using var _ = torch.no_grad();
        // Where tasks are given others, the loss of one comes through several heads.
        return _conditions.Any ? torch.stack([.. tasks.ToArray().Select(task => _banks[0].Pullback(ToHeads(cotangents.Only(task), pass).Banks[0]!))])
            : _banks[0].PullbackEach(cotangents.Banks[0]!, Places(tasks));
    }

    /// <summary>Adds the inner products of the tasks' gradients by the shared representation: of all rows, or of every so many beginning with one of the first.</summary>
    public void AddRepresentationGramian(TaskOutputs cotangents, Pass pass, ReadOnlySpan<int> tasks, SquareMatrix gramian, int first = 0, int every = 1)
    {
        using var _ = torch.no_grad();
        if (_conditions.Any || !_banks[0].IsOneProduct) StackedTasks.AddGramian(PullbackToRepresentation(cotangents, pass, tasks)[torch.TensorIndex.Colon, torch.TensorIndex.Slice(first, null, every)], gramian);
        else
        {
            var rows = cotangents.Banks[0]!;
            _banks[0].AddGramian(every == 1 ? rows : rows[torch.TensorIndex.Slice(first, null, every)], Places(tasks), gramian);
        }
    }

    /// <summary>The gradient of every task by the shared parameters.</summary>
    /// <param name="cotangents">The cotangents of the tasks' outputs.</param>
    /// <param name="pass">Their pass.</param>
    /// <param name="tasks">The tasks, in rising order; the n-th has the n-th gradient.</param>
    /// <param name="taskOfRow">Where every row of the batch has a label of one task at most: the place in <paramref name="tasks"/> of the task of each row, or -1; without use where rows look at each other.</param>
    /// <param name="stacked">Whether one way back may serve all tasks; otherwise every task has one of its own.</param>
    public TaskGradients TaskGradients(TaskOutputs cotangents, Pass pass, ReadOnlySpan<int> tasks, int[]? taskOfRow = null, bool stacked = true)
    {
        using var _ = torch.no_grad();
        var gradients = new TaskGradients(tasks.Length);
        pass.Sink = gradients;
        // Where statistics of the batch are counted, every row moves all others, and a cotangent that belongs to one task at the top belongs to several below.
        if (stacked && taskOfRow is not null && HasSharedRepresentation && Parameters.Statistics.Count == 0)
        {
            gradients.OneTaskPerRow(taskOfRow);
            PullbackTrunk(cotangents, pass);
        }
        else if (stacked && HasSharedRepresentation) _trunk.Pullback([PullbackToRepresentation(cotangents, pass, tasks)], pass);
        else
        {
            for (var i = 0; i < tasks.Length; i++)
            {
                gradients.Begin(i);
                PullbackTrunkOf(tasks[i], cotangents, pass);
            }
        }
        pass.Sink = SummedGradients.Instance;
        return gradients;
    }

    private void PullbackTrunkOf(int task, TaskOutputs cotangents, Pass pass)
    {
        var bank = _columns[task].Bank;
        if (cotangents.Banks[bank] is not { } outputs) return;
        if (_conditions.Any)
        {
            var (heads, reached) = (ToHeads(cotangents.Only(task), pass), Needed(Involved([.. Tasks.Select((_, other) => other == task)])));
            _trunk.Pullback([.. _banks.Select((its, b) => reached[b] ? its.Pullback(heads.Banks[b]!) : null)], pass);
            return;
        }
        var cotangent = _banks[bank].PullbackEach(outputs, Places([task])).squeeze(0);
        _trunk.Pullback([.. _banks.Select((_, b) => b == bank ? cotangent : null)], pass);
    }

    private (int First, int Outputs)[] Places(ReadOnlySpan<int> tasks)
    {
        var places = new (int, int)[tasks.Length];
        for (var i = 0; i < places.Length; i++) places[i] = (_columns[tasks[i]].Offset, _columns[tasks[i]].Width);
        return places;
    }

    private bool[] Needed(ReadOnlySpan<bool> tasks)
    {
        var needed = new bool[_banks.Length];
        for (var task = 0; task < tasks.Length; task++) needed[_columns[task].Bank] |= tasks[task];
        return needed;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        foreach (var bank in _banks) bank.Dispose();
        Parameters.Dispose();
    }
}
