using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules.Kernels;

/// <summary>The product of a stack of cotangents with the weights of a layer, in which zeros that all tasks share are left out.</summary>
internal static unsafe class StackProduct
{
    /// <summary>Tasks and columns whose sums stay in registers together.</summary>
    private const int Group = 4, Panel = 24;

    /// <summary>Numbers of the stack that stay in the second cache while the columns of the weights go by.</summary>
    private const int Cached = 1 << 15;

    /// <summary>[tasks, rows, columns] from a stack [tasks, rows, inner] and weights [inner, columns], both contiguous.</summary>
    public static torch.Tensor Of(torch.Tensor stack, torch.Tensor weights)
    {
        var (tasks, rows, inner, columns) = ((int)stack.size(0), (int)stack.size(1), (int)stack.size(2), (int)weights.size(1));
        var result = torch.empty(tasks, rows, columns);
        var (from, to) = (new Part(stack), new Part(result));
        var right = LibTorch.Pointer(weights);
        var perRow = (tasks + Group - 1) / Group * Group * inner;
        var block = Math.Clamp(Cached / perRow, Math.Min(4, rows), rows);
        using var memory = torch.empty(block * (perRow + inner + 8 + 1) + (inner + Group) * Panel);
        var packed = LibTorch.Pointer(memory);
        var panel = packed + block * perRow;
        var sums = panel + inner * Panel;
        var places = (int*)(sums + Group * Panel);
        var counts = places + block * (inner + 8);
        for (var first = 0; first < rows; first += block)
        {
            var last = Math.Min(rows, first + block);
            for (var row = first; row < last; row++)
            {
                var at = places + (row - first) * (inner + 8);
                counts[row - first] = SharedZeros.NonZero(from[0, row], tasks, from.Next, inner, at);
                for (var task = 0; task < tasks; task += Group) Pack(from, task, row, at, counts[row - first], packed + (row - first) * perRow + task * inner);
            }
            for (var column = 0; column < columns; column += Panel)
            {
                var width = Math.Min(Panel, columns - column);
                for (var i = 0; i < inner; i++) new ReadOnlySpan<float>(right + (long)i * columns + column, width).CopyTo(new Span<float>(panel + i * Panel, Panel));
                for (var row = first; row < last; row++)
                    for (var task = 0; task < tasks; task += Group)
                    {
                        var values = packed + (row - first) * perRow + task * inner;
                        var at = places + (row - first) * (inner + 8);
                        Multiply(values, at, counts[row - first], panel, sums);
                        for (var t = task; t < Math.Min(tasks, task + Group); t++) new ReadOnlySpan<float>(sums + (t - task) * Panel, width).CopyTo(new Span<float>(to[t, row] + column, width));
                    }
            }
        }
        return result;
    }

    /// <summary>Where the rows of a stack lie.</summary>
    private readonly struct Part(torch.Tensor stack)
    {
        private readonly float* _values = LibTorch.Pointer(stack);
        private readonly int _tasks = (int)stack.size(0);
        private readonly int _width = (int)stack.size(2);

        /// <summary>How far the same row of the next task is away.</summary>
        public long Next { get; } = stack.size(1) * stack.size(2);

        /// <summary>A row of a task; of tasks that there are not, one of the last.</summary>
        public float* this[int task, int row] => _values + Math.Min(task, _tasks - 1) * Next + (long)row * _width;
    }

    /// <summary>Puts the numbers of some tasks in a row side by side, for the columns listed: [count, Group].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Pack(Part stack, int task, int row, int* columns, int count, float* packed)
    {
        float* a = stack[task, row], b = stack[task + 1, row], c = stack[task + 2, row], d = stack[task + 3, row];
        for (var i = 0; i < count; i++, packed += Group)
        {
            var column = columns[i];
            Vector128.Create(a[column], b[column], c[column], d[column]).Store(packed);
        }
    }

    /// <summary>The sums of a group of tasks over one panel, [Group, Panel].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Multiply(float* values, int* places, int count, float* panel, float* sums)
    {
        Vector256<float> a0 = default, a1 = default, a2 = default, b0 = default, b1 = default, b2 = default;
        Vector256<float> c0 = default, c1 = default, c2 = default, d0 = default, d1 = default, d2 = default;
        for (var i = 0; i < count; i++, values += Group)
        {
            var row = panel + places[i] * Panel;
            var (x, y, z) = (Vector256.Load(row), Vector256.Load(row + 8), Vector256.Load(row + 16));
            var factor = Vector256.Create(values[0]);
            a0 = Vector256.FusedMultiplyAdd(factor, x, a0);
            a1 = Vector256.FusedMultiplyAdd(factor, y, a1);
            a2 = Vector256.FusedMultiplyAdd(factor, z, a2);
            factor = Vector256.Create(values[1]);
            b0 = Vector256.FusedMultiplyAdd(factor, x, b0);
            b1 = Vector256.FusedMultiplyAdd(factor, y, b1);
            b2 = Vector256.FusedMultiplyAdd(factor, z, b2);
            factor = Vector256.Create(values[2]);
            c0 = Vector256.FusedMultiplyAdd(factor, x, c0);
            c1 = Vector256.FusedMultiplyAdd(factor, y, c1);
            c2 = Vector256.FusedMultiplyAdd(factor, z, c2);
            factor = Vector256.Create(values[3]);
            d0 = Vector256.FusedMultiplyAdd(factor, x, d0);
            d1 = Vector256.FusedMultiplyAdd(factor, y, d1);
            d2 = Vector256.FusedMultiplyAdd(factor, z, d2);
        }
        Store(a0, a1, a2, sums);
        Store(b0, b1, b2, sums + Panel);
        Store(c0, c1, c2, sums + 2 * Panel);
        Store(d0, d1, d2, sums + 3 * Panel);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<float> x, Vector256<float> y, Vector256<float> z, float* to)
    {
        x.Store(to);
        y.Store(to + 8);
        z.Store(to + 16);
    }
}
