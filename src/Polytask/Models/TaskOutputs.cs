using Polytask.Native;
using Polytask.Numerics;
using TorchSharp;

namespace Polytask.Models;

/// <summary>
/// Numbers per row and task, as the heads put them out or as a cotangent of that: for every representation one tensor
/// [batch, outputs of its tasks], in which each task has its columns.
/// </summary>
public sealed unsafe class TaskOutputs
{
    private readonly TaskColumns[] _columns;
    private readonly float*[] _pointers;
    private readonly int _rows;

    internal TaskOutputs(TaskColumns[] columns, torch.Tensor?[] banks)
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

    /// <summary>The numbers of one task in one row of the batch, [outputs of the task].</summary>
    public Span<float> this[int task, int row]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)_rows);
            return new(Pointer(task) + row * (long)_columns[task].BankWidth, _columns[task].Width);
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
        for (var row = 0; row < _rows; row++) this[task, row].CopyTo(only[task, row]);
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
            for (var i = 0; i < tasks.Length; i++)
                if (_columns[tasks[i]].Bank == bank) columns.AsSpan(_columns[tasks[i]].Offset, _columns[tasks[i]].Width).Fill((float)factors[i]);
            for (var row = 0; row < _rows; row++)
                RowMath.Multiply(new(_pointers[bank] + row * (long)width, width), columns, new(scaled._pointers[bank] + row * (long)width, width));
        }
        return scaled;
    }

    /// <summary>The numbers of one task, [batch, outputs]: a view.</summary>
    internal torch.Tensor Of(int task) => Banks[_columns[task].Bank]!.narrow(1, _columns[task].Offset, _columns[task].Width);

    /// <summary>The first number of a task; its rows are as far apart as its bank is wide.</summary>
    internal float* Pointer(int task)
    {
        var bank = _pointers[_columns[task].Bank];
        return bank is not null ? bank + _columns[task].Offset : throw new InvalidOperationException($"Task {task} was not computed in this pass.");
    }
}

/// <summary>Where a task's outputs stand: which bank, the place of its head there, from which column on, and how wide task and bank are.</summary>
internal readonly record struct TaskColumns(int Bank, int Place, int Offset, int Width, int BankWidth);
