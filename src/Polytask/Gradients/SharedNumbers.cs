using Polytask.Modules;

namespace Polytask.Gradients;

/// <summary>All numbers of the shared parameters, or of one layer of them, in one row: the dense ones in flat order, then the tables.</summary>
public sealed class SharedNumbers
{
    private readonly Dictionary<string, long> _offsets = new(StringComparer.Ordinal);

    /// <summary>Lays the numbers out.</summary>
    /// <param name="store">The parameters.</param>
    /// <param name="layer">The layer; by default all.</param>
    public SharedNumbers(ParameterStore store, string? layer = null)
    {
        foreach (var (name, length) in Of(store).Where(part => layer is null || LayerOf(part.Name) == layer))
        {
            _offsets[name] = Length;
            Length += length;
        }
    }

    /// <summary>How many there are.</summary>
    public long Length { get; }

    /// <summary>Where a parameter or table begins.</summary>
    public long this[string name] => _offsets[name];

    /// <summary>The layers that have shared parameters.</summary>
    public static IReadOnlyList<string> Layers(ParameterStore store) => [.. Of(store).Select(part => LayerOf(part.Name)).Distinct()];

    /// <summary>The layer of a parameter: its name without <c>.weight</c> or <c>.bias</c>.</summary>
    public static string LayerOf(string parameter) =>
        parameter.EndsWith(".weight", StringComparison.Ordinal) || parameter.EndsWith(".bias", StringComparison.Ordinal) ? parameter[..parameter.LastIndexOf('.')] : parameter;

    private static IEnumerable<(string Name, long Length)> Of(ParameterStore store) =>
        store.Dense.Where(p => store.IsShared(p.Owner)).Select(p => (p.Name, p.Length))
            .Concat(store.Tables.Where(t => store.IsShared(t.Owner)).Select(t => (t.Name, t.Length)));
}
