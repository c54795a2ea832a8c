using System.Runtime.InteropServices;

namespace Polytask.Native;

/// <summary>Numbers in memory that the garbage collector neither moves nor counts; all zero at first, aligned to a cache line.</summary>
public sealed unsafe class FloatBuffer : IDisposable
{
    private const nuint Alignment = 64;

    /// <summary>Makes a buffer of <paramref name="length"/> zeros.</summary>
    public FloatBuffer(long length)
    {
        Length = length;
        var bytes = (nuint)Math.Max(1, length) * sizeof(float);
        Pointer = (float*)NativeMemory.AlignedAlloc(bytes, Alignment);
        NativeMemory.Clear(Pointer, bytes);
    }

    /// <summary>The first number.</summary>
    public float* Pointer { get; private set; }

    /// <summary>How many numbers.</summary>
    public long Length { get; private set; }

    /// <summary>Some of the numbers.</summary>
    public Span<float> Slice(long start, int count)
    {
        if (start < 0 || count < 0 || start + count > Length)
            throw new ArgumentOutOfRangeException(nameof(start), $"[{start}, {start + count}) of {Length} numbers.");
        return new(Pointer + start, count);
    }

    /// <summary>All the numbers, copied.</summary>
    public float[] ToArray() => Slice(0, checked((int)Length)).ToArray();

    /// <summary>Makes room for at least <paramref name="length"/> numbers and keeps those there are; new ones are not defined.</summary>
    public void Grow(long length)
    {
        if (length <= Length) return;
        Pointer = (float*)NativeMemory.AlignedRealloc(Pointer, (nuint)length * sizeof(float), Alignment);
        Length = length;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Pointer is not null) NativeMemory.AlignedFree(Pointer);
        Pointer = null;
        Length = 0;
    }
}
