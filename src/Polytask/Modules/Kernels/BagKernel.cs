using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Polytask.Modules.Kernels;

/// <summary>Weighted sums of table rows, and their gradients. Sums stay in registers while the rows stream by.</summary>
internal static unsafe class BagKernel
{
    private const int Block = 64;

    /// <summary>output += Σ scale weight_i row_i, over the features of one bag.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pool(float* table, int width, ReadOnlySpan<int> ids, ReadOnlySpan<float> weights, float scale, float* output)
    {
        var column = 0;
        for (; column <= width - Block; column += Block)
        {
            var (a, b) = (Vector512.Load(output + column), Vector512.Load(output + column + 16));
            var (c, d) = (Vector512.Load(output + column + 32), Vector512.Load(output + column + 48));
            for (var i = 0; i < ids.Length; i++)
            {
                if (i + Memory.Ahead < ids.Length) Memory.Prefetch(table + (long)ids[i + Memory.Ahead] * width + column, Block);
                var row = table + (long)ids[i] * width + column;
                var factor = Vector512.Create(scale * weights[i]);
                a = Vector512.FusedMultiplyAdd(factor, Vector512.Load(row), a);
                b = Vector512.FusedMultiplyAdd(factor, Vector512.Load(row + 16), b);
                c = Vector512.FusedMultiplyAdd(factor, Vector512.Load(row + 32), c);
                d = Vector512.FusedMultiplyAdd(factor, Vector512.Load(row + 48), d);
            }
            a.Store(output + column);
            b.Store(output + column + 16);
            c.Store(output + column + 32);
            d.Store(output + column + 48);
        }
        if (column == width) return;
        for (var i = 0; i < ids.Length; i++)
        {
            if (i + Memory.Ahead < ids.Length) Memory.Prefetch(table + (long)ids[i + Memory.Ahead] * width + column, width - column);
            AddScaled(output + column, table + (long)ids[i] * width + column, scale * weights[i], width - column);
        }
    }

    /// <summary>target += factor source.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddScaled(float* target, float* source, float factor, int count)
    {
        var i = 0;
        for (; i <= count - 16; i += 16)
            Vector512.FusedMultiplyAdd(Vector512.Create(factor), Vector512.Load(source + i), Vector512.Load(target + i)).Store(target + i);
        for (; i <= count - 4; i += 4)
            Vector128.FusedMultiplyAdd(Vector128.Create(factor), Vector128.Load(source + i), Vector128.Load(target + i)).Store(target + i);
        for (; i < count; i++) target[i] = MathF.FusedMultiplyAdd(factor, source[i], target[i]);
    }

    /// <summary>target = factor source.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetScaled(float* target, float* source, float factor, int count)
    {
        var i = 0;
        for (; i <= count - 16; i += 16) (factor * Vector512.Load(source + i)).Store(target + i);
        for (; i <= count - 4; i += 4) (factor * Vector128.Load(source + i)).Store(target + i);
        for (; i < count; i++) target[i] = factor * source[i];
    }

    /// <summary>Whether every number is zero.</summary>
    public static bool IsZero(float* values, int count) => !new ReadOnlySpan<float>(values, count).ContainsAnyExcept(0f);
}
