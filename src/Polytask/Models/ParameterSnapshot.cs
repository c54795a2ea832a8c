using Polytask.Modules;
using Polytask.Native;

namespace Polytask.Models;

/// <summary>Numbers with a name and a shape.</summary>
public sealed record NamedArray(string Name, IReadOnlyList<long> Shape, float[] Values);

/// <summary>A copy of all parameters and statistics of a model, or of something that has one number for each of them.</summary>
public sealed unsafe class ParameterSnapshot
{
    private ParameterSnapshot(IReadOnlyList<NamedArray> arrays) => Arrays = arrays;

    /// <summary>The parameters by name: the dense ones in flat order, then the tables, then the statistics.</summary>
    public IReadOnlyList<NamedArray> Arrays { get; }

    /// <summary>Copies the parameters as they are now.</summary>
    public static ParameterSnapshot Take(ParameterStore store) => new(
    [
        .. store.Dense.Select(p => new NamedArray(p.Name, p.Shape, Values(store, p).ToArray())),
        .. store.Tables.Select(t => new NamedArray(t.Name, [t.Rows, t.Width], Values(t).ToArray())),
        .. store.Statistics.Select(s => new NamedArray(s.Name, [s.Values.Length], [.. s.Values])),
    ]);

    /// <summary>Zeros in the form of the parameters.</summary>
    public static ParameterSnapshot Zeros(ParameterStore store) => Read(store, (_, shape) => new float[shape.Aggregate(1L, (n, size) => n * size)]);

    /// <summary>Asks for each parameter's numbers by name and shape.</summary>
    public static ParameterSnapshot Read(ParameterStore store, Func<string, IReadOnlyList<long>, float[]> find) => new(
    [
        .. store.Dense.Select(p => new NamedArray(p.Name, p.Shape, find(p.Name, p.Shape))),
        .. store.Tables.Select(t => new NamedArray(t.Name, [t.Rows, t.Width], find(t.Name, [t.Rows, t.Width]))),
        .. store.Statistics.Select(s => new NamedArray(s.Name, [s.Values.Length], find(s.Name, [s.Values.Length]))),
    ]);

    /// <summary>Puts the numbers into the parameters.</summary>
    public void Restore(ParameterStore store)
    {
        for (var i = 0; i < store.Dense.Count; i++) Arrays[i].Values.CopyTo(Values(store, store.Dense[i]));
        for (var i = 0; i < store.Tables.Count; i++) Arrays[store.Dense.Count + i].Values.CopyTo(Values(store.Tables[i]));
        for (var i = 0; i < store.Statistics.Count; i++) Arrays[store.Dense.Count + store.Tables.Count + i].Values.CopyTo(store.Statistics[i].Values, 0);
    }

    /// <summary>Adds factor × gradient² to each number.</summary>
    public void AddSquaredGradients(ParameterStore store, double factor)
    {
        for (var i = 0; i < store.Dense.Count; i++)
            AddSquares(Arrays[i].Values, LibTorch.Pointer(store.Gradients) + store.Dense[i].Offset, factor);
        for (var i = 0; i < store.Tables.Count; i++)
        {
            var table = store.Tables[i];
            for (var touched = 0; touched < table.Gradient.Rows.Length; touched++)
                AddSquares(
                    Arrays[store.Dense.Count + i].Values.AsSpan(table.Gradient.Rows[touched] * table.Width, table.Width),
                    table.Gradient.Values + (long)touched * table.Width, factor);
        }
    }

    private static void AddSquares(Span<float> target, float* gradients, double factor)
    {
        for (var i = 0; i < target.Length; i++) target[i] += (float)(factor * gradients[i] * gradients[i]);
    }

    private static Span<float> Values(ParameterStore store, Parameter parameter) =>
        new(LibTorch.Pointer(store.Values) + parameter.Offset, checked((int)parameter.Length));

    private static Span<float> Values(EmbeddingTable table) => new(table.Values, checked((int)table.Length));
}
