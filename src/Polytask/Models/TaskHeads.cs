using Polytask.Modules;
using Polytask.Sharing;
using TorchSharp;

namespace Polytask.Models;

/// <summary>From representations to the tasks' outputs: a bank of heads on each representation, wide paths beside, and what tasks take from each other behind.</summary>
internal sealed unsafe class TaskHeads : IDisposable
{
    private readonly OutputColumns _columns;
    private readonly WidePath[] _wide;
    private readonly TaskGraph _graph;
    private readonly TaskLinks _links;
    private readonly int[] _reached;
    private readonly Func<HeadBank>[] _make;
    private HeadBank[] _banks = [];

    /// <summary>Adds the parameters to the store; <see cref="Bind"/> comes after it is allocated.</summary>
    public TaskHeads(ParameterStore store, IReadOnlyList<InputShape> inputs, IReadOnlyList<(string Name, HeadShape Head)> tasks, SharingTrunk trunk, TaskGraph graph)
    {
        InitialPrediction[] heads = [.. trunk.RepresentationOf.Select((bank, task) => new InitialPrediction("heads", task, bank, 1)), .. trunk.Initial];
        (_graph, _make) = (graph, new Func<HeadBank>[trunk.Shapes.Count]);
        var columns = new TaskColumns[heads.Length];
        HeadShape Shape(int head) => tasks[heads[head].Task].Head;
        for (var bank = 0; bank < _make.Length; bank++)
        {
            var members = Enumerable.Range(0, heads.Length).Where(head => heads[head].Representation == bank).OrderBy(head => Shape(head).PerPlace).ToArray();
            var (offset, width) = (0, members.Sum(head => Shape(head).Outputs.Numbers));
            foreach (var (place, head) in members.Index())
            {
                columns[head] = new TaskColumns(heads[head].Task, heads[head].Share, bank, place, offset, Shape(head).Outputs.Numbers, width);
                offset += columns[head].Width;
            }
            _make[bank] = HeadBank.Add(store, [.. members.Select(head => tasks[heads[head].Task])], trunk.Shapes[bank], heads[members[0]].Name);
        }
        _columns = new OutputColumns(columns);
        _links = new TaskLinks(store, graph, [.. trunk.RepresentationOf.Select(bank => trunk.Shapes[bank].Numbers)]);
        _wide = [.. tasks.Select(task => new WidePath(store, inputs, task.Name, task.Head.Outputs.Numbers))];
        _reached = [.. tasks.Index().Where(task => graph.Reached.Contains(task.Item.Name)).Select(task => task.Index)];
    }

    /// <summary>Takes the parameters from where they are.</summary>
    public void Bind() => _banks = [.. _make.Select(make => make())];

    /// <summary>The representations that tasks read, for their predictions and, where these are wanted, for initial ones.</summary>
    public bool[] Needed(ReadOnlySpan<bool> tasks, bool initial)
    {
        var needed = new bool[_banks.Length];
        foreach (var head in initial ? _columns : _columns.Take(tasks.Length)) needed[head.Bank] |= tasks[head.Task];
        return needed;
    }

    /// <summary>The outputs of tasks, and of all that they take from.</summary>
    public TaskOutputs Forward(torch.Tensor?[] representations, ReadOnlySpan<bool> tasks, Pass pass)
    {
        var outputs = new TaskOutputs(_columns, [.. representations.Select((r, bank) => r is null ? null : _banks[bank].Forward(r, pass))]);
        for (var task = 0; task < _wide.Length; task++)
            if (tasks[task]) _wide[task].Forward(pass.Batch, outputs.Pointer(task), _columns[task].BankWidth);
        _links.Forward(outputs, tasks, pass);
        return outputs;
    }

    /// <summary>The cotangents of what the heads put out, from those of the tasks' outputs.</summary>
    public TaskOutputs ToHeads(TaskOutputs cotangents, Pass pass) => _links.Pullback(cotangents, pass);

    /// <summary>Adds the gradients of the heads and of all beside and behind them.</summary>
    /// <param name="heads">The cotangents of what the heads put out.</param>
    /// <param name="pass">The pass.</param>
    /// <param name="tasks">The tasks.</param>
    /// <param name="reached">Whether also of tasks that the losses of others train.</param>
    public void AddGradients(TaskOutputs heads, Pass pass, bool[] tasks, bool reached)
    {
        if (!reached && _reached.Length > 0)
        {
            heads = heads.Scaled(_reached, new double[_reached.Length]);
            foreach (var task in _reached) tasks[task] = false;
        }
        for (var task = 0; task < _wide.Length; task++)
        {
            if (!tasks[task]) continue;
            _wide[task].Pullback(pass.Batch, heads.Pointer(task), _columns[task].BankWidth);
            _links.LeaveGradients(task, heads.Of, pass);
        }
        for (var bank = 0; bank < _banks.Length; bank++)
            if (heads.Banks[bank] is { } cotangent) _banks[bank].AddGradients(cotangent, pass);
    }

    /// <summary>Leaves in the pass's sink the gradients of the heads that the losses of several tasks train, and of all beside and behind them.</summary>
    /// <param name="tasks">The tasks whose losses count.</param>
    /// <param name="pass">The pass.</param>
    /// <param name="cotangent">Gives the cotangent of what a head puts out, [batch, outputs], or a stack of several tasks'.</param>
    public void LeaveReached(ReadOnlySpan<int> tasks, Pass pass, Func<int, torch.Tensor> cotangent)
    {
        if (_reached.Length == 0) return;
        var trained = new bool[_wide.Length];
        foreach (var task in tasks) trained[task] = true;
        trained = _graph.Trained(trained);
        foreach (var task in _reached.Where(task => trained[task]))
        {
            foreach (var head in _columns.HeadsOf(task)) _banks[_columns[head].Bank].LeaveGradients(_columns[head].Place, cotangent(head).contiguous(), pass);
            var own = cotangent(task).contiguous();
            _wide[task].LeaveGradients(own, pass);
            _links.LeaveGradients(task, _ => own, pass);
        }
    }

    /// <summary>The cotangents of the representations, summed over the tasks.</summary>
    /// <param name="heads">The cotangents of what the heads put out.</param>
    /// <param name="needed">The representations; by default all that there are.</param>
    public torch.Tensor?[] Pullback(TaskOutputs heads, bool[]? needed = null) =>
        [.. heads.Banks.Select((cotangent, bank) => cotangent is null || needed?[bank] == false ? null : _banks[bank].Pullback(cotangent))];

    /// <summary>The cotangents of what one task reads, from its own outputs alone; all others are <c>null</c>.</summary>
    public torch.Tensor?[] PullbackOf(int task, TaskOutputs cotangents)
    {
        int[] heads = [.. cotangents.HeadsOf(task).Select(one => one.Head)];
        return [.. _banks.Select((its, bank) => Array.FindAll(heads, head => _columns[head].Bank == bank) is { Length: > 0 } own ? its.PullbackEach(cotangents.Banks[bank]!, Places(own)).sum(dim: 0) : null)];
    }

    /// <summary>The bank of the representation that all tasks read, and where tasks stand in it.</summary>
    public (HeadBank Bank, (int First, int Outputs)[] Places) Shared(ReadOnlySpan<int> tasks) => (_banks[0], Places(tasks));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var bank in _banks) bank.Dispose();
    }

    private (int First, int Outputs)[] Places(ReadOnlySpan<int> tasks)
    {
        var places = new (int, int)[tasks.Length];
        for (var i = 0; i < places.Length; i++) places[i] = (_columns[tasks[i]].Offset, _columns[tasks[i]].Width);
        return places;
    }
}
