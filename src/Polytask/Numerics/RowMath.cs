using System.Numerics;
using System.Runtime.InteropServices;

namespace Polytask.Numerics;

/// <summary>Products and sums of long rows of single precision, and of short ones of double precision.</summary>
internal static class RowMath
{
    /// <summary>Σ a b.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>Σ a b, added up in double precision.</summary>
    public static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var x = MemoryMarshal.Cast<float, Vector<float>>(a);
        var y = MemoryMarshal.Cast<float, Vector<float>>(b);
        var sums = Vector<double>.Zero;
        for (var i = 0; i < x.Length; i++)
        {
            Vector.Widen(x[i], out var lowX, out var highX);
            Vector.Widen(y[i], out var lowY, out var highY);
            sums += lowX * lowY + highX * highY;
        }
        var sum = Vector.Sum(sums);
        for (var i = x.Length * Vector<float>.Count; i < a.Length; i++) sum += (double)a[i] * b[i];
        return sum;
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
