using System.Text.Json;
using Polytask.Catalog;
using Polytask.Data;

namespace Polytask.Tasks;

/// <summary>The classes of a task, each with its index.</summary>
internal sealed class ClassList
{
    private const int Shown = 8;
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);

    public ClassList(IReadOnlyList<string> names)
    {
        Names = names;
        for (var k = 0; k < names.Count; k++) _indices.Add(names[k], k);
    }

    public IReadOnlyList<string> Names { get; }

    public int Count => Names.Count;

    /// <summary>The index of a class, or -1.</summary>
    public int IndexOf(string name) => _indices.GetValueOrDefault(name, -1);

    /// <summary>The error for a label that is none of the classes; <paramref name="cure"/> goes on after "Correct it".</summary>
    public DataException Unknown(string label, Place place, string column, string cure) =>
        new($"{place}  column '{column}': {Refuse(label)} Correct it{cure}.");

    /// <summary>The problem of an option that speaks of a class that is none.</summary>
    public ConfigurationException Unknown(string option, string name) => new($"{option}: {Refuse(name)} Correct it, or take it out.");

    /// <summary>Writes the names as the property <c>classes</c>.</summary>
    public void Save(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("classes");
        foreach (var name in Names) writer.WriteStringValue(name);
        writer.WriteEndArray();
    }

    /// <summary>What is wrong with classes stated in the run file under a key.</summary>
    public static IEnumerable<(string Key, string Message)> Problems(string key, IReadOnlyList<string>? stated, int atLeast)
    {
        if (stated is null) yield break;
        if (stated.Count < atLeast) yield return (key, $"expected at least {atLeast} names, found {stated.Count}. Name them all, or leave {key} out.");
        if (stated.Any(string.IsNullOrEmpty)) yield return (key, "expected names, found an empty one. Take it out.");
        foreach (var twice in stated.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            yield return (key, $"\"{twice.Key}\" stands there {twice.Count()} times. Name it once.");
    }

    private string Refuse(string label)
    {
        var others = Count > Shown ? $" and {Count - Shown} more" : "";
        var suggestion = Suggestion.For(label, Names) is { } name ? $" Did you mean \"{name}\"?" : "";
        return $"\"{Shorten(label)}\" is not one of {string.Join(", ", Names.Take(Shown))}{others}.{suggestion}";
    }

    private static string Shorten(string label) => label.Length > 60 ? $"{label[..60]}…" : label;
}
