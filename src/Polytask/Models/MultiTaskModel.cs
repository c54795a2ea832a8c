using Polytask.Modules;
using Polytask.Native;
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
    private bool _disposed;

    /// <summary>Builds and initialises a model.</summary>
    /// <param name="inputs">The inputs, in the order of the encoded columns.</param>
    /// <param name="tasks">Each task's name and number of outputs, in the order of the targets.</param>
    /// <param name="sharing">How tasks share.</param>
    /// <param name="seed">The seed of the initial values.</param>
    /// <exception cref="ConfigurationException">A task has the name that stands for all tasks, or a table is too large.</exception>
    public MultiTaskModel(IReadOnlyList<InputShape> inputs, IReadOnlyList<(string Name, int Outputs)> tasks, SharingOptions sharing, long seed)
    {
        Parameters = new ParameterStore(seed);
        Tasks = [.. tasks.Select(t => t.Name)];
        if (Tasks.Contains(ParameterStore.Shared))
            throw new ConfigurationException($"tasks.{ParameterStore.Shared}: '{ParameterStore.Shared}' stands for what all tasks have in common. Choose another name.");
        _trunk = sharing.Create(Parameters, inputs, Tasks);
        _columns = new TaskColumns[tasks.Count];
        var heads = new Func<HeadBank>[_trunk.Widths.Count];
        for (var bank = 0; bank < heads.Length; bank++)
        {
            var members = Enumerable.Range(0, tasks.Count).Where(t => _trunk.RepresentationOf[t] == bank).ToArray();
            var (offset, width) = (0, members.Sum(t => tasks[t].Outputs));
            foreach (var task in members)
            {
                _columns[task] = new TaskColumns(bank, offset, tasks[task].Outputs, width);
                offset += tasks[task].Outputs;
            }
            heads[bank] = HeadBank.Add(Parameters, [.. members.Select(t => tasks[t])], _trunk.Widths[bank]);
        }
        _wide = [.. tasks.Select(task => new WidePath(Parameters, inputs, task.Name, task.Outputs))];
        Parameters.Allocate();
        _banks = [.. heads.Select(make => make())];
    }

    /// <summary>The tasks' names.</summary>
    public IReadOnlyList<string> Tasks { get; }

    /// <summary>All parameters.</summary>
    public ParameterStore Parameters { get; }

    /// <summary>The outputs of the tasks asked for; the others must not be read.</summary>
    public TaskOutputs Forward(Pass pass, ReadOnlySpan<bool> tasks)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        using var _ = torch.no_grad();
        var representations = _trunk.Forward(Needed(tasks), pass);
        var outputs = new TaskOutputs(_columns, [.. representations.Select((r, bank) => r is null ? null : _banks[bank].Forward(r, pass))]);
        for (var task = 0; task < _wide.Length; task++)
            if (tasks[task]) _wide[task].Forward(pass.Batch, outputs.Pointer(task), _columns[task].BankWidth);
        return outputs;
    }

    /// <summary>Adds all gradients, from the cotangents of the tasks' outputs in the same pass.</summary>
    public void Pullback(TaskOutputs cotangents, Pass pass, ReadOnlySpan<bool> tasks)
    {
        using var _ = torch.no_grad();
        for (var task = 0; task < _wide.Length; task++)
            if (tasks[task]) _wide[task].Pullback(pass.Batch, cotangents.Pointer(task), _columns[task].BankWidth);
        _trunk.Pullback([.. cotangents.Banks.Select((c, bank) => c is null ? null : _banks[bank].Pullback(c, pass))], pass);
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
