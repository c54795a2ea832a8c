using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules.Kernels;

/// <summary>The inner products of the rows of a matrix, A Aᵀ: being symmetric, they take half of a matrix product.</summary>
internal static unsafe class RowProducts
{
    /// <summary>Rows that meet as many rows in registers, and the width of a register.</summary>
    private const int Tile = 3, Lanes = 8;

    /// <summary>[rows, rows] from [rows, width].</summary>
    /// <param name="matrix">A.</param>
    /// <param name="plus">Is added to every product.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static torch.Tensor Of(torch.Tensor matrix, float plus = 0)
    {
        if (!Vector256.IsHardwareAccelerated) return Products(matrix, plus);
        using var contiguous = matrix.contiguous();
        var (rows, width) = ((int)matrix.size(0), (int)matrix.size(1));
        var (count, length) = ((rows + Tile - 1) / Tile * Tile, (width + Lanes - 1) / Lanes * Lanes);
        using var memory = torch.empty(count * (long)length);
        var result = torch.empty(rows, rows);
        float* from = LibTorch.Pointer(contiguous), values = LibTorch.Pointer(memory), to = LibTorch.Pointer(result);
        for (var row = 0; row < count; row++)
        {
            // Zeros fill the last tile and the last register.
            var padded = new Span<float>(values + (long)row * length, length);
            if (row < rows) new ReadOnlySpan<float>(from + (long)row * width, width).CopyTo(padded);
            padded[(row < rows ? width : 0)..].Clear();
        }
        var sums = stackalloc float[Tile * Tile];
        for (var i = 0; i < rows; i += Tile)
            for (var j = 0; j <= i; j += Tile)
            {
                Multiply(values + (long)i * length, values + (long)j * length, length, sums);
                var (height, breadth) = (Math.Min(Tile, rows - i), Math.Min(Tile, rows - j));
                float* below = to + (long)i * rows + j, above = to + (long)j * rows + i;
                for (var r = 0; r < height; r++)
                    for (var c = 0; c < breadth; c++) below[r * rows + c] = above[c * rows + r] = sums[r * Tile + c] + plus;
            }
        return result;
    }

    private static torch.Tensor Products(torch.Tensor matrix, double plus)
    {
        using var number = plus.ToScalar();
        return matrix.mm(matrix.t()).add_(number, Scalars.One);
    }

    /// <summary>The products of three rows with three others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Multiply(float* rows, float* others, int length, float* sums)
    {
        Vector256<float> aa = default, ab = default, ac = default, ba = default, bb = default, bc = default, ca = default, cb = default, cc = default;
        for (var end = rows + length; rows < end; rows += Lanes, others += Lanes)
        {
            var (x, y, z) = (Vector256.Load(others), Vector256.Load(others + length), Vector256.Load(others + 2 * length));
            var row = Vector256.Load(rows);
            aa = Vector256.FusedMultiplyAdd(row, x, aa);
            ab = Vector256.FusedMultiplyAdd(row, y, ab);
            ac = Vector256.FusedMultiplyAdd(row, z, ac);
            row = Vector256.Load(rows + length);
            ba = Vector256.FusedMultiplyAdd(row, x, ba);
            bb = Vector256.FusedMultiplyAdd(row, y, bb);
            bc = Vector256.FusedMultiplyAdd(row, z, bc);
            row = Vector256.Load(rows + 2 * length);
            ca = Vector256.FusedMultiplyAdd(row, x, ca);
            cb = Vector256.FusedMultiplyAdd(row, y, cb);
            cc = Vector256.FusedMultiplyAdd(row, z, cc);
        }
        (sums[0], sums[1], sums[2]) = (Vector256.Sum(aa), Vector256.Sum(ab), Vector256.Sum(ac));
        (sums[3], sums[4], sums[5]) = (Vector256.Sum(ba), Vector256.Sum(bb), Vector256.Sum(bc));
        (sums[6], sums[7], sums[8]) = (Vector256.Sum(ca), Vector256.Sum(cb), Vector256.Sum(cc));
    }
}
