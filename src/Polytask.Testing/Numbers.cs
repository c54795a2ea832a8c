using System.Runtime.InteropServices;
using Polytask.Numerics;
using TorchSharp;

namespace Polytask.Testing;

internal static class Numbers
{
    /// <summary>The numbers of a tensor where they lie.</summary>
    public static Span<float> Of(torch.Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    /// <summary>Fills with numbers of the standard normal distribution, times a scale.</summary>
    public static void Fill(Span<float> numbers, RandomStream random, double scale = 1)
    {
        foreach (ref var number in numbers) number = (float)(scale * random.NextNormal());
    }

    /// <summary>A tensor of numbers of the standard normal distribution.</summary>
    public static torch.Tensor Normal(RandomStream random, params long[] shape)
    {
        var tensor = torch.empty(shape);
        Fill(Of(tensor), random);
        return tensor;
    }

    /// <summary>Σ a b, in double.</summary>
    public static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += (double)a[i] * b[i];
        return sum;
    }
}
