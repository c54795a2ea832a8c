using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Polytask.Modules.Kernels;

/// <summary>Rows of a large table are in no cache: a kernel that goes from row to row asks for the next ones before it needs them.</summary>
internal static unsafe class Memory
{
    /// <summary>How many rows ahead a kernel asks: enough for a row to come from main memory meanwhile.</summary>
    public const int Ahead = 12;

    private const int CacheLine = 16;

    /// <summary>Fetches numbers that will be used soon, where the processor can be told so.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* row, int count)
    {
        for (var i = 0; i < count; i += CacheLine) Prefetch(row + i);
    }

    /// <summary>Fetches the line of memory that a number lies in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(void* number)
    {
        if (Sse.IsSupported) Sse.Prefetch0(number);
    }
}
