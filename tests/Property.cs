using CsCheck;

namespace Polytask.Tests;

/// <summary>
/// Properties over generated values. The values follow from the seed alone, so that a test that passes once passes always; CsCheck's
/// own Sample takes a seed for its first value only.
/// </summary>
public static class Property
{
    private const string Seed = "0N0XIzNsQ0O2";

    /// <summary>Asserts that a property holds for generated values; the first value that breaks it is reported, shrunk where that can be done.</summary>
    /// <param name="gen">Where the values come from.</param>
    /// <param name="property">Throws where the property does not hold.</param>
    /// <param name="iter">How many values.</param>
    /// <param name="seed">The seed of all values.</param>
    public static void ForAll<T>(this Gen<T> gen, Action<T> property, int iter = 100, string seed = Seed)
    {
        var random = PCG.Parse(seed);
        for (var i = 0; i < iter; i++)
        {
            var state = random.ToString();
            var value = gen.Generate(random, null, out _);
            try
            {
                property(value);
            }
            catch
            {
                gen.Sample(property, seed: state);
                throw;
            }
        }
    }

    /// <inheritdoc cref="ForAll{T}"/>
    public static void ForAll<T1, T2>(this Gen<(T1, T2)> gen, Action<T1, T2> property, int iter = 100, string seed = Seed) =>
        gen.ForAll(values => property(values.Item1, values.Item2), iter, seed);

    /// <inheritdoc cref="ForAll{T}"/>
    public static void ForAll<T1, T2, T3>(this Gen<(T1, T2, T3)> gen, Action<T1, T2, T3> property, int iter = 100, string seed = Seed) =>
        gen.ForAll(values => property(values.Item1, values.Item2, values.Item3), iter, seed);

    /// <inheritdoc cref="ForAll{T}"/>
    public static void ForAll<T1, T2, T3, T4>(this Gen<(T1, T2, T3, T4)> gen, Action<T1, T2, T3, T4> property, int iter = 100, string seed = Seed) =>
        gen.ForAll(values => property(values.Item1, values.Item2, values.Item3, values.Item4), iter, seed);
}
