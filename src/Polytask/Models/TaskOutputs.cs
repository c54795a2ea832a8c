using Polytask.Native;
using TorchSharp;

namespace Polytask.Models;

/// <summary>
/// Numbers per row and task, as the heads put them out or as a cotangent of that: for every representation one tensor
/// [batch, outputs of its tasks], in which each task has its columns.
/// </summary>
public sealed class TaskOutputs
{
    private readonly IReadOnlyList<TaskColumns> _columns;

    internal TaskOutputs(IReadOnlyList<TaskColumns> columns, torch.Tensor?[] banks) => (_columns, Banks) = (columns, banks);

    internal torch.Tensor?[] Banks { get; }

    /// <summary>The numbers of one task in one row of the batch, [outputs of the task].</summary>
    public unsafe Span<float> this[int task, int row]
    {
        get
        {
            var columns = _columns[task];
            var bank = Banks[columns.Bank] ?? throw new InvalidOperationException($"Task {task} was not computed in this pass.");
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)bank.size(0));
            return new(LibTorch.Pointer(bank) + row * columns.BankWidth + columns.Offset, columns.Width);
        }
    }

    /// <summary>Zeros of the same form.</summary>
    public TaskOutputs ZerosLike() => new(_columns, [.. Banks.Select(bank => bank is null ? null : torch.zeros_like(bank))]);

    /// <summary>Multiplies all numbers of one task.</summary>
    public void Scale(int task, double factor)
    {
        var columns = _columns[task];
        using var view = Banks[columns.Bank]!.narrow(1, columns.Offset, columns.Width);
        view.mul_(factor);
    }
}

/// <summary>Where a task's outputs stand: which bank, from which column on, and how wide task and bank are.</summary>
internal readonly record struct TaskColumns(int Bank, int Offset, int Width, int BankWidth);
