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

    /// <summary>Uniform with variance 2 / fan-in, for layers before a rectifier.</summary>
    /// <remarks>He, Zhang, Ren, Sun, Delving Deep into Rectifiers, ICCV 2015.</remarks>
    public static Initialise He(long fanIn) => Uniform(Math.Sqrt(6.0 / fanIn));

    /// <summary>Uniform with variance 2 / (fan-in + fan-out).</summary>
    /// <remarks>Glorot, Bengio, Understanding the Difficulty of Training Deep Feedforward Neural Networks, AISTATS 2010.</remarks>
    public static Initialise Glorot(long fanIn, long fanOut) => Uniform(Math.Sqrt(6.0 / (fanIn + fanOut)));
}
