using Polytask.Gradients.Kernels;
using Polytask.Modules.Kernels;
using Polytask.Native;
using Polytask.Numerics;
using TorchSharp;

namespace Polytask.Gradients;

/// <summary>Which task each row of a stack of cotangents belongs to, and what follows for sums over rows.</summary>
public abstract unsafe class CotangentRows
{
    /// <summary>The tasks.</summary>
    public abstract int Tasks { get; }

    /// <summary>The weighted sum of the tasks' cotangents, [batch, width].</summary>
    public abstract torch.Tensor Combine(torch.Tensor cotangents, ReadOnlySpan<double> weights);

    /// <summary>The cotangents of each task by itself, [tasks, batch, width].</summary>
    public abstract torch.Tensor Stack(torch.Tensor cotangents);

    /// <summary>Adds Σ_bc s_bc ⟨cotangent of task k in row b, other's cotangent of task l in row c⟩ to every pair of tasks.</summary>
    /// <param name="cotangents">The stack.</param>
    /// <param name="similarity">s, [batch, other's batch].</param>
    /// <param name="others">Another stack with rows of the same kind, or the same one.</param>
    /// <param name="otherRows">Its rows.</param>
    /// <param name="gramian">[tasks, tasks].</param>
    public abstract void AddGramian(torch.Tensor cotangents, torch.Tensor similarity, torch.Tensor others, CotangentRows otherRows, SquareMatrix gramian);

    /// <summary>Adds a matrix of floats.</summary>
    protected static void Add(torch.Tensor products, SquareMatrix gramian)
    {
        var values = LibTorch.Pointer(products);
        for (var k = 0; k < gramian.Size; k++)
            for (var l = 0; l < gramian.Size; l++) gramian[k, l] += *values++;
    }
}

/// <summary>Every task has a cotangent in every row: a stack [tasks, batch, width].</summary>
public sealed unsafe class StackedTasks(int tasks) : CotangentRows
{
    /// <summary>Numbers of a sum that stay in the cache while the tasks' are added.</summary>
    private const int Part = 2048;

    /// <inheritdoc/>
    public override int Tasks => tasks;

    /// <inheritdoc/>
    public override torch.Tensor Combine(torch.Tensor cotangents, ReadOnlySpan<double> weights)
    {
        var sum = torch.zeros(cotangents.size(1), cotangents.size(2));
        using var stack = cotangents.contiguous();
        float* from = LibTorch.Pointer(stack), to = LibTorch.Pointer(sum);
        var length = checked((int)sum.numel());
        for (var start = 0; start < length; start += Part)
            for (var task = 0; task < tasks; task++)
            {
                var count = Math.Min(Part, length - start);
                RowMath.Blend(1, new Span<float>(to + start, count), (float)weights[task], new ReadOnlySpan<float>(from + (long)task * length + start, count));
            }
        return sum;
    }

    /// <inheritdoc/>
    public override torch.Tensor Stack(torch.Tensor cotangents) => cotangents;

    /// <summary>Adds the inner products of the tasks' cotangents themselves, [tasks, batch, width].</summary>
    public static void AddGramian(torch.Tensor cotangents, SquareMatrix gramian)
    {
        var flat = cotangents.reshape(cotangents.size(0), -1);
        Add(flat.mm(flat.t()), gramian);
    }

    /// <inheritdoc/>
    public override void AddGramian(torch.Tensor cotangents, torch.Tensor similarity, torch.Tensor others, CotangentRows otherRows, SquareMatrix gramian)
    {
        if (ReferenceEquals(cotangents, others) && SymmetricGramian.IsFaster(cotangents))
        {
            SymmetricGramian.Add(cotangents, similarity, gramian);
            return;
        }
        var moved = similarity.expand(tasks, -1, -1).bmm(others);
        Add(cotangents.reshape(tasks, -1).mm(moved.view(tasks, -1).t()), gramian);
    }
}

/// <summary>Every row belongs to one task: cotangents [1, batch, width], for the cost of one backward pass.</summary>
/// <param name="tasks">The tasks.</param>
/// <param name="taskOfRow">The task of each row; -1 of a row without.</param>
public sealed unsafe class OneTaskPerRow(int tasks, int[] taskOfRow) : CotangentRows
{
    /// <inheritdoc/>
    public override int Tasks => tasks;

    /// <inheritdoc/>
    public override torch.Tensor Combine(torch.Tensor cotangents, ReadOnlySpan<double> weights)
    {
        var width = checked((int)cotangents.size(2));
        var sum = torch.zeros(taskOfRow.Length, width);
        using var stack = cotangents.contiguous();
        float* from = LibTorch.Pointer(stack), to = LibTorch.Pointer(sum);
        for (var row = 0; row < taskOfRow.Length; row++, from += width, to += width)
            if (taskOfRow[row] >= 0) RowMath.Blend(1, new Span<float>(to, width), (float)weights[taskOfRow[row]], new ReadOnlySpan<float>(from, width));
        return sum;
    }

    /// <inheritdoc/>
    public override torch.Tensor Stack(torch.Tensor cotangents)
    {
        var mask = new float[tasks * taskOfRow.Length];
        for (var row = 0; row < taskOfRow.Length; row++)
            if (taskOfRow[row] >= 0) mask[taskOfRow[row] * taskOfRow.Length + row] = 1;
        return cotangents * torch.tensor(mask).view(tasks, -1, 1);
    }

    /// <inheritdoc/>
    public override void AddGramian(torch.Tensor cotangents, torch.Tensor similarity, torch.Tensor others, CotangentRows otherRows, SquareMatrix gramian)
    {
        var mine = cotangents.squeeze(0);
        var products = LibTorch.Pointer((ReferenceEquals(cotangents, others) ? RowProducts.Of(mine) : mine.mm(others.squeeze(0).t())).mul_(similarity));
        var taskOfOther = ((OneTaskPerRow)otherRows).TaskOfRow;
        for (var row = 0; row < taskOfRow.Length; row++, products += taskOfOther.Length)
        {
            if (taskOfRow[row] < 0) continue;
            var sums = gramian[taskOfRow[row]];
            for (var other = 0; other < taskOfOther.Length; other++)
                if (taskOfOther[other] >= 0) sums[taskOfOther[other]] += products[other];
        }
    }

    private int[] TaskOfRow => taskOfRow;
}
