using System.Numerics;
using System.Runtime.CompilerServices;

namespace Polytask.Modules.Kernels;

/// <summary>Operations on short rows of numbers, vectorised.</summary>
internal static unsafe class RowKernel
{
    /// <summary>target += factor * source.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddScaled(float* target, float* source, float factor, int count)
    {
        var i = 0;
        var factors = new Vector<float>(factor);
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
            Vector.Store(Vector.FusedMultiplyAdd(factors, Vector.Load(source + i), Vector.Load(target + i)), target + i);
        for (; i < count; i++) target[i] += factor * source[i];
    }

    /// <summary>Whether every number is zero.</summary>
    public static bool IsZero(float* values, int count) => !new ReadOnlySpan<float>(values, count).ContainsAnyExcept(0f);
}
