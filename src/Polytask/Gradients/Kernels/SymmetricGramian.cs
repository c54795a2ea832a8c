using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Polytask.Native;
using Polytask.Numerics;
using TorchSharp;

namespace Polytask.Gradients.Kernels;

/// <summary>
/// ⟨D_k, S D_l⟩ for a stack of matrices D and a symmetric S. With S = L + Lᵀ it is P + Pᵀ for P of ⟨D_k, L D_l⟩, where L is a triangle: half of the
/// multiplications. What comes of L D_l stays in registers until it has met every D_k.
/// </summary>
internal static unsafe class SymmetricGramian
{
    /// <summary>Rows and columns of L D_l in registers, and the width of a register.</summary>
    private const int Rows = 4, Columns = 24, Lanes = 8;

    /// <summary>Tasks whose products with all tasks fit the first cache.</summary>
    private const int Together = 8;

    /// <summary>A cache line: so far beyond a round number of lines are the tasks apart, lest all have the same few places in the cache.</summary>
    private const int Line = 16;

    /// <summary>Whether the processor makes it faster than two matrix products.</summary>
    public static bool IsFaster(torch.Tensor stack) => Vector256.IsHardwareAccelerated && stack.is_contiguous();

    /// <summary>Adds them to every pair of tasks.</summary>
    /// <param name="stack">D, [tasks, batch, width], contiguous.</param>
    /// <param name="similarity">S, [batch, batch], contiguous.</param>
    /// <param name="gramian">[tasks, tasks].</param>
    public static void Add(torch.Tensor stack, torch.Tensor similarity, SquareMatrix gramian)
    {
        var (tasks, batch, width) = ((int)stack.size(0), (int)stack.size(1), (int)stack.size(2));
        var rows = (batch + Rows - 1) / Rows * Rows;
        var from = LibTorch.Pointer(stack);
        var next = rows * Columns + Line;
        using var memory = torch.zeros(tasks * (long)next + (long)rows * rows + tasks * tasks * Lanes);
        var panel = LibTorch.Pointer(memory);
        var lower = panel + tasks * (long)next;
        var products = lower + (long)rows * rows;
        Halve(LibTorch.Pointer(similarity), batch, rows, lower);
        for (var column = 0; column < width; column += Columns)
        {
            for (var task = 0; task < tasks; task++)
                for (var row = 0; row < batch; row++)
                    Copy(from + (task * (long)batch + row) * width + column, width - column, panel + task * (long)next + row * Columns);
            for (var first = 0; first < tasks; first += Together)
                for (var row = 0; row < rows; row += Rows)
                    for (var task = first; task < Math.Min(tasks, first + Together); task++)
                        Multiply(lower + (long)row * rows, row + Rows, panel + task * (long)next, panel + row * Columns, tasks, next, products + task * tasks * Lanes);
        }
        for (var k = 0; k < tasks; k++)
            for (var l = 0; l < tasks; l++)
                gramian[k, l] += Vector256.Sum(Vector256.Load(products + (k * tasks + l) * Lanes) + Vector256.Load(products + (l * tasks + k) * Lanes));
    }

    /// <summary>L: what S has below its diagonal, and half of the blocks upon it. Some rows together, column by column: [rows / Rows, rows, Rows].</summary>
    private static void Halve(float* similarity, int batch, int rows, float* lower)
    {
        for (var row = 0; row < batch; row++)
        {
            var to = lower + row / Rows * Rows * (long)rows + row % Rows;
            var block = row / Rows * Rows;
            for (var column = 0; column < block; column++) to[column * Rows] = similarity[row * (long)batch + column];
            for (var column = block; column < Math.Min(batch, block + Rows); column++) to[column * Rows] = similarity[row * (long)batch + column] / 2;
        }
    }

    /// <summary>One row of a panel, with zeros behind the last column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(float* from, int count, float* to)
    {
        if (count < Columns)
        {
            new Span<float>(to, Columns).Clear();
            new ReadOnlySpan<float>(from, count).CopyTo(new Span<float>(to, Columns));
            return;
        }
        Vector256.Load(from).Store(to);
        Vector256.Load(from + 8).Store(to + 8);
        Vector256.Load(from + 16).Store(to + 16);
    }

    /// <summary>Some rows of L D_l, from as many rows of D_l as the triangle has columns there, and their products with the same rows of every D_k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Multiply(float* lower, int count, float* values, float* others, int tasks, int next, float* products)
    {
        Vector256<float> a0 = default, a1 = default, a2 = default, b0 = default, b1 = default, b2 = default;
        Vector256<float> c0 = default, c1 = default, c2 = default, d0 = default, d1 = default, d2 = default;
        for (var i = 0; i < count; i++, lower += Rows, values += Columns)
        {
            var (x, y, z) = (Vector256.Load(values), Vector256.Load(values + 8), Vector256.Load(values + 16));
            var factor = Vector256.Create(lower[0]);
            a0 = Vector256.FusedMultiplyAdd(factor, x, a0);
            a1 = Vector256.FusedMultiplyAdd(factor, y, a1);
            a2 = Vector256.FusedMultiplyAdd(factor, z, a2);
            factor = Vector256.Create(lower[1]);
            b0 = Vector256.FusedMultiplyAdd(factor, x, b0);
            b1 = Vector256.FusedMultiplyAdd(factor, y, b1);
            b2 = Vector256.FusedMultiplyAdd(factor, z, b2);
            factor = Vector256.Create(lower[2]);
            c0 = Vector256.FusedMultiplyAdd(factor, x, c0);
            c1 = Vector256.FusedMultiplyAdd(factor, y, c1);
            c2 = Vector256.FusedMultiplyAdd(factor, z, c2);
            factor = Vector256.Create(lower[3]);
            d0 = Vector256.FusedMultiplyAdd(factor, x, d0);
            d1 = Vector256.FusedMultiplyAdd(factor, y, d1);
            d2 = Vector256.FusedMultiplyAdd(factor, z, d2);
        }
        for (var k = 0; k < tasks; k++, others += next, products += Lanes)
        {
            var x = a0 * Vector256.Load(others);
            var y = a1 * Vector256.Load(others + 8);
            var z = a2 * Vector256.Load(others + 16);
            x = Vector256.FusedMultiplyAdd(b0, Vector256.Load(others + 24), x);
            y = Vector256.FusedMultiplyAdd(b1, Vector256.Load(others + 32), y);
            z = Vector256.FusedMultiplyAdd(b2, Vector256.Load(others + 40), z);
            x = Vector256.FusedMultiplyAdd(c0, Vector256.Load(others + 48), x);
            y = Vector256.FusedMultiplyAdd(c1, Vector256.Load(others + 56), y);
            z = Vector256.FusedMultiplyAdd(c2, Vector256.Load(others + 64), z);
            x = Vector256.FusedMultiplyAdd(d0, Vector256.Load(others + 72), x);
            y = Vector256.FusedMultiplyAdd(d1, Vector256.Load(others + 80), y);
            z = Vector256.FusedMultiplyAdd(d2, Vector256.Load(others + 88), z);
            (Vector256.Load(products) + (x + y + z)).Store(products);
        }
    }
}
