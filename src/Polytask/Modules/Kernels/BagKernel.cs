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
            var to = output + column;
            var (a, b, c, d) = (Vector256.Load(to), Vector256.Load(to + 8), Vector256.Load(to + 16), Vector256.Load(to + 24));
            var (e, f, g, h) = (Vector256.Load(to + 32), Vector256.Load(to + 40), Vector256.Load(to + 48), Vector256.Load(to + 56));
            for (var i = 0; i < ids.Length; i++)
            {
                if (i + Memory.Ahead < ids.Length) Memory.Prefetch(table + (long)ids[i + Memory.Ahead] * width + column, Block);
                var row = table + (long)ids[i] * width + column;
                var factor = Vector256.Create(scale * weights[i]);
                a = Vector256.FusedMultiplyAdd(factor, Vector256.Load(row), a);
                b = Vector256.FusedMultiplyAdd(factor, Vector256.Load(row + 8), b);
                c = Vector256.FusedMultiplyAdd(factor, Vector256.Load(row + 16), c);
                d = Vector256.FusedMultiplyAdd(factor, Vector256.Load(row + 24), d);
                e = Vector256.FusedMultiplyAdd(factor, Vector256.Load(row + 32), e);
                f = Vector256.FusedMultiplyAdd(factor, Vector256.Load(row + 40), f);
                g = Vector256.FusedMultiplyAdd(factor, Vector256.Load(row + 48), g);
                h = Vector256.FusedMultiplyAdd(factor, Vector256.Load(row + 56), h);
            }
            a.Store(to);
            b.Store(to + 8);
            c.Store(to + 16);
            d.Store(to + 24);
            e.Store(to + 32);
            f.Store(to + 40);
            g.Store(to + 48);
            h.Store(to + 56);
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
        for (; i <= count - 8; i += 8)
            Vector256.FusedMultiplyAdd(Vector256.Create(factor), Vector256.Load(source + i), Vector256.Load(target + i)).Store(target + i);
        for (; i <= count - 4; i += 4)
            Vector128.FusedMultiplyAdd(Vector128.Create(factor), Vector128.Load(source + i), Vector128.Load(target + i)).Store(target + i);
        for (; i < count; i++) target[i] = MathF.FusedMultiplyAdd(factor, source[i], target[i]);
    }

    /// <summary>target = factor source.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetScaled(float* target, float* source, float factor, int count)
    {
        var i = 0;
        for (; i <= count - 8; i += 8) (factor * Vector256.Load(source + i)).Store(target + i);
        for (; i <= count - 4; i += 4) (factor * Vector128.Load(source + i)).Store(target + i);
        for (; i < count; i++) target[i] = factor * source[i];
    }

    /// <summary>Whether every number is zero.</summary>
    public static bool IsZero(float* values, int count) => !new ReadOnlySpan<float>(values, count).ContainsAnyExcept(0f);
}
