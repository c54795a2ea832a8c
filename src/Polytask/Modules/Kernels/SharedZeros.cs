using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules.Kernels;

/// <summary>
/// Zeros that the cotangents of all tasks have in the same places, because an activation function or dropout has put them there: kernels that skip
/// them do in one go what a matrix product does number by number.
/// </summary>
internal static unsafe class SharedZeros
{
    /// <summary>The share of numbers that are not zero, and the number of tasks, from which on a whole matrix product is as fast.</summary>
    private const double Dense = 0.7;
    private const int FewTasks = 2;

    /// <summary>The places of the set bits of every byte, first to last, a byte each.</summary>
    private static readonly ulong[] Places = [.. Enumerable.Range(0, 256).Select(bits =>
        Enumerable.Range(0, 8).Where(place => (bits >> place & 1) != 0).Select((place, i) => (ulong)place << 8 * i).Aggregate(0UL, (all, one) => all | one))];

    /// <summary>Whether there are enough of them in a stack [tasks, rows, width], judged by the first task.</summary>
    public static bool AreMany(torch.Tensor stack)
    {
        if (!Vector256.IsHardwareAccelerated || stack.dim() != 3 || stack.size(0) <= FewTasks || !stack.is_contiguous()) return false;
        var values = LibTorch.Pointer(stack);
        var (count, zeros) = (stack.size(1) * stack.size(2) / Vector256<float>.Count, 0);
        for (var i = 0; i < count; i++)
            zeros += BitOperations.PopCount(Vector256.Equals(Vector256.Load(values + i * Vector256<float>.Count), Vector256<float>.Zero).ExtractMostSignificantBits());
        return zeros > (1 - Dense) * count * Vector256<float>.Count;
    }

    /// <summary>Lists the columns in which a row of any task has a number that is not zero; the last few are taken as they are.</summary>
    /// <param name="row">The row of the first task.</param>
    /// <param name="tasks">The tasks.</param>
    /// <param name="next">How far the row of the next task is away.</param>
    /// <param name="width">Numbers per row.</param>
    /// <param name="columns">Receives the columns, with room for 8 more than there are.</param>
    /// <returns>How many they are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int NonZero(float* row, int tasks, long next, int width, int* columns)
    {
        var (count, column) = (0, 0);
        for (; column <= width - 8; column += 8)
        {
            var bits = Bits(row + column, tasks, next);
            var places = Vector128.CreateScalarUnsafe(Places[bits]).AsByte();
            var wide = Vector128.WidenLower(places);
            (Vector256.Create(Vector128.WidenLower(wide), Vector128.WidenUpper(wide)).AsInt32() + Vector256.Create(column)).Store(columns + count);
            count += BitOperations.PopCount(bits);
        }
        for (; column < width; column++) columns[count++] = column;
        return count;
    }

    /// <summary>Which of 8 columns have a number that is not zero, a bit each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bits(float* row, int tasks, long next)
    {
        var any = Vector256<float>.Zero;
        for (var task = 0; task < tasks; task++, row += next) any |= Vector256.Load(row);
        return ~Vector256.Equals(any, Vector256<float>.Zero).ExtractMostSignificantBits() & 0xff;
    }
}
