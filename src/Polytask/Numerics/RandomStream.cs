using System.Text;

namespace Polytask.Numerics;

/// <summary>
/// A stream of random numbers with a name. The n-th number is a function of seed, name and n alone (SplitMix64 over a counter), so
/// streams do not disturb one another and a stream can go on from any <see cref="Position"/>.
/// </summary>
/// <remarks>Steele, Lea, Flood, Fast Splittable Pseudorandom Number Generators, OOPSLA 2014.</remarks>
public sealed class RandomStream
{
    private const ulong Increment = 0x9E3779B97F4A7C15;
    private readonly ulong _key;

    /// <summary>Opens the stream of a seed and a name at position 0.</summary>
    public RandomStream(long seed, string name)
    {
        var key = 0xCBF29CE484222325 ^ Mix((ulong)seed);
        foreach (var b in Encoding.UTF8.GetBytes(name)) key = (key ^ b) * 0x100000001B3;
        _key = Mix(key);
    }

    /// <summary>How many numbers have been drawn.</summary>
    public ulong Position { get; set; }

    /// <summary>64 random bits.</summary>
    public ulong NextUInt64() => Mix(_key + ++Position * Increment);

    /// <summary>A number in [0, 1), of 53 random bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number in [0, bound), without bias.</summary>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var limit = ulong.MaxValue - ulong.MaxValue % (ulong)bound;
        ulong bits;
        do bits = NextUInt64();
        while (bits >= limit);
        return (int)(bits % (ulong)bound);
    }

    /// <summary>A number of the standard normal distribution.</summary>
    public double NextNormal()
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>Puts items into random order (Fisher–Yates).</summary>
    public void Shuffle(Span<int> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
