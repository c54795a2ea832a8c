using Polytask.Numerics;

namespace Polytask.Modules;

/// <summary>Fills a new parameter, drawing from a stream of its own.</summary>
public delegate void Initialise(Span<float> values, RandomStream random);

/// <summary>The usual ways to begin.</summary>
public static class Initialisers
{
    /// <summary>All zero.</summary>
    public static Initialise Zero { get; } = static (values, _) => values.Clear();

    /// <summary>Uniform in [-bound, bound].</summary>
    public static Initialise Uniform(double bound) => (values, random) =>
    {
        for (var i = 0; i < values.Length; i++) values[i] = (float)(bound * (2 * random.NextDouble() - 1));
    };

    /// <summary>Normal, around zero.</summary>
    public static Initialise Normal(double deviation) => (values, random) =>
    {
        for (var i = 0; i < values.Length; i++) values[i] = (float)(deviation * random.NextNormal());
    };

    /// <summary>Uniform in ±1 / √fan-in: small enough that sparse inputs are learnt before the layers above them settle.</summary>
    /// <remarks>LeCun, Bottou, Orr, Müller, Efficient BackProp, 1998.</remarks>
    public static Initialise FanIn(long fanIn) => Uniform(1 / Math.Sqrt(fanIn));
}
