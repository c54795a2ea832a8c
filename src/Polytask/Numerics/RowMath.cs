using System.Numerics;
using System.Runtime.InteropServices;

namespace Polytask.Numerics;

/// <summary>Products and sums of long rows of single precision, and of short ones of double precision.</summary>
internal static class RowMath
{
    /// <summary>Σ a b.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var x = MemoryMarshal.Cast<double, Vector<double>>(a);
        var y = MemoryMarshal.Cast<double, Vector<double>>(b[..a.Length]);
        var sums = Vector<double>.Zero;
        for (var i = 0; i < x.Length; i++) sums += x[i] * y[i];
        var sum = Vector.Sum(sums);
        for (var i = x.Length * Vector<double>.Count; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>Σ a b, added up in double precision.</summary>
    public static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var x = MemoryMarshal.Cast<float, Vector<float>>(a);
        var y = MemoryMarshal.Cast<float, Vector<float>>(b);
        var (even, odd) = (Vector<double>.Zero, Vector<double>.Zero);
        var (evenHigh, oddHigh) = (even, odd);
        var at = 0;
        // Four sums, so that none waits for the one before.
        for (; at + 1 < x.Length; at += 2)
        {
            Vector.Widen(x[at], out var low, out var high);
            Vector.Widen(y[at], out var otherLow, out var otherHigh);
            even = Vector.FusedMultiplyAdd(low, otherLow, even);
            evenHigh = Vector.FusedMultiplyAdd(high, otherHigh, evenHigh);
            Vector.Widen(x[at + 1], out low, out high);
            Vector.Widen(y[at + 1], out otherLow, out otherHigh);
            odd = Vector.FusedMultiplyAdd(low, otherLow, odd);
            oddHigh = Vector.FusedMultiplyAdd(high, otherHigh, oddHigh);
        }
        var sum = Vector.Sum(even + odd + (evenHigh + oddHigh));
        for (var i = at * Vector<float>.Count; i < a.Length; i++) sum += (double)a[i] * b[i];
        return sum;
    }

    /// <summary>to += factor · x.</summary>
    public static void AddTo(this Span<double> x, Span<double> to, double factor)
    {
        var from = MemoryMarshal.Cast<double, Vector<double>>(x);
        var sums = MemoryMarshal.Cast<double, Vector<double>>(to);
        for (var i = 0; i < from.Length; i++) sums[i] += from[i] * factor;
        for (var i = from.Length * Vector<double>.Count; i < x.Length; i++) to[i] += factor * x[i];
    }

    /// <summary>Whether no number is infinite or none at all.</summary>
    public static bool AreFinite(ReadOnlySpan<float> x)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(x);
        var finite = Vector<int>.AllBitsSet;
        // A finite number times zero is zero, any other is not.
        foreach (var vector in vectors) finite &= Vector.Equals(vector * Vector<float>.Zero, Vector<float>.Zero);
        foreach (var number in x[(vectors.Length * Vector<float>.Count)..])
            if (!float.IsFinite(number)) return false;
        return finite == Vector<int>.AllBitsSet;
    }

    /// <summary>The numbers of a row as vectors; some of the last may be left over.</summary>
    public static Span<Vector<T>> Vectors<T>(Span<T> row) where T : struct => MemoryMarshal.Cast<T, Vector<T>>(row);

    /// <summary>result = a · b, number by number.</summary>
    public static void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result)
    {
        var x = MemoryMarshal.Cast<float, Vector<float>>(a);
        var y = MemoryMarshal.Cast<float, Vector<float>>(b);
        var to = MemoryMarshal.Cast<float, Vector<float>>(result);
        for (var i = 0; i < x.Length; i++) to[i] = x[i] * y[i];
        for (var i = x.Length * Vector<float>.Count; i < a.Length; i++) result[i] = a[i] * b[i];
    }

    /// <summary>result = keep · result + scale · x.</summary>
    public static void Blend(float keep, Span<float> result, float scale, ReadOnlySpan<float> x)
    {
        var from = MemoryMarshal.Cast<float, Vector<float>>(x);
        var to = MemoryMarshal.Cast<float, Vector<float>>(result);
        for (var i = 0; i < from.Length; i++) to[i] = to[i] * keep + from[i] * scale;
        for (var i = from.Length * Vector<float>.Count; i < x.Length; i++) result[i] = result[i] * keep + x[i] * scale;
    }
}
