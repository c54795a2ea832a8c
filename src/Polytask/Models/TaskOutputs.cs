using Polytask.Native;
using Polytask.Numerics;
using TorchSharp;

namespace Polytask.Models;

/// <summary>
/// Numbers per row and task, as the heads put them out or as a cotangent of that: for every representation one tensor
/// [batch, outputs of its tasks], in which each task has its columns. In training, the heads of initial predictions have theirs, too: heads are numbered, first those of the tasks,
/// in their order.
/// </summary>
public sealed unsafe class TaskOutputs
{
    private readonly OutputColumns _columns;
    private readonly float*[] _pointers;
    private readonly int _rows;

    internal TaskOutputs(OutputColumns columns, torch.Tensor?[] banks)
    {
        (_columns, Banks, _pointers) = (columns, banks, new float*[banks.Length]);
        for (var bank = 0; bank < banks.Length; bank++)
        {
            if (banks[bank] is not { } tensor) continue;
            _pointers[bank] = LibTorch.Pointer(tensor);
            _rows = (int)tensor.size(0);
        }
    }

    internal torch.Tensor?[] Banks { get; }

    /// <summary>The heads of a task: its own, whose number is the task's, and those of its initial predictions, as far as they are computed; each with what its loss counts.</summary>
    public IEnumerable<(int Head, double Share)> HeadsOf(int task) => _columns.HeadsOf(task).Where(head => Banks[_columns[head].Bank] is not null).Select(head => (head, _columns[head].Share));

    /// <summary>The numbers of one head in one row of the batch, [outputs of the task].</summary>
    public Span<float> this[int head, int row]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)_rows);
            return new(Pointer(head) + row * (long)_columns[head].BankWidth, _columns[head].Width);
        }
    }

    /// <summary>Zeros of the same form.</summary>
    public TaskOutputs ZerosLike() => new(_columns, [.. Banks.Select(bank => bank is null ? null : torch.zeros_like(bank))]);

    /// <summary>A copy.</summary>
    public TaskOutputs Copy() => new(_columns, [.. Banks.Select(bank => bank?.clone())]);

    /// <summary>A copy in which all tasks but one are zero.</summary>
    public TaskOutputs Only(int task)
    {
        var only = ZerosLike();
        foreach (var (head, _) in HeadsOf(task))
            for (var row = 0; row < _rows; row++) this[head, row].CopyTo(only[head, row]);
        return only;
    }

    /// <summary>A copy in which the numbers of some tasks are multiplied.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="factors">Their factors.</param>
    public TaskOutputs Scaled(ReadOnlySpan<int> tasks, ReadOnlySpan<double> factors)
    {
        var scaled = new TaskOutputs(_columns, [.. Banks.Select(bank => bank is null ? null : torch.empty_like(bank))]);
        for (var bank = 0; bank < Banks.Length; bank++)
        {
            if (Banks[bank] is not { } numbers) continue;
            var width = (int)numbers.size(1);
            var columns = new float[width];
            Array.Fill(columns, 1);
            foreach (var head in _columns.Where(head => head.Bank == bank))
                if (tasks.IndexOf(head.Task) is >= 0 and var i) columns.AsSpan(head.Offset, head.Width).Fill((float)factors[i]);
            for (var row = 0; row < _rows; row++)
                RowMath.Multiply(new(_pointers[bank] + row * (long)width, width), columns, new(scaled._pointers[bank] + row * (long)width, width));
        }
        return scaled;
    }

    /// <summary>The numbers of one head, [batch, outputs]: a view.</summary>
    internal torch.Tensor Of(int head) => Banks[_columns[head].Bank]!.narrow(1, _columns[head].Offset, _columns[head].Width);

    /// <summary>The first number of a head; its rows are as far apart as its bank is wide.</summary>
    internal float* Pointer(int head)
    {
        var bank = _pointers[_columns[head].Bank];
        return bank is not null ? bank + _columns[head].Offset : throw new InvalidOperationException($"Task {_columns[head].Task} was not computed in this pass.");
    }
}
