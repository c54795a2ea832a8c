using System.Globalization;

namespace Polytask.Catalog;

/// <summary>One reading of options: gathers every problem, so that all are reported at once, and resolves paths and names.</summary>
/// <param name="folder">What paths are relative to; <c>null</c> leaves them as they are.</param>
internal sealed class Binding(string? folder = null)
{
    private readonly List<(ConfigPlace Place, string Message)> _problems = [];
    private readonly List<(ConfigPlace Place, string Path, string Name, string Section)> _references = [];

    /// <summary>The number of problems so far.</summary>
    public int Count => _problems.Count;

    /// <summary>Notes a problem.</summary>
    public void Report(ConfigPlace place, string message) => _problems.Add((place, message));

    /// <summary>Notes that a value is not what was expected.</summary>
    public void Expected(string expected, ConfigNode found, string path) =>
        Report(found.Place, $"{(path.Length == 0 ? "" : $"{path}: ")}expected {expected}, found {Found(found)}.");

    /// <summary>A map of entries at a path; a key that is given again is a problem.</summary>
    public MapNode Map(IReadOnlyList<ConfigEntry> entries, ConfigPlace place, string path)
    {
        var first = new Dictionary<string, ConfigEntry>();
        foreach (var entry in entries)
            if (!first.TryAdd(entry.Key, entry))
                Report(entry.Place, $"{ConfigPath.Join(path, entry.Key)} is given twice{(first[entry.Key].Place.Line is > 0 and var line ? $", first in line {line}" : "")}. Keep one.");
        return new MapNode([.. first.Values], place);
    }

    /// <summary>Notes a name that must be a key of a section of the whole.</summary>
    public void Refer(ConfigPlace place, string path, string name, string section) => _references.Add((place, path, name, section));

    /// <summary>The full path of a file named in the options; <c>null</c> where it cannot be a path.</summary>
    public string? FullPath(string path) =>
        path.Length == 0 || path.Any(char.IsControl) ? null : folder is null ? path : Path.GetFullPath(path, Path.GetFullPath(folder));

    /// <summary>Checks the names noted against the whole.</summary>
    public void CheckReferences(MapNode whole)
    {
        foreach (var (place, path, name, section) in _references)
            if (whole[section]?.Value is MapNode { Keys: var known } && !known.Contains(name))
                Report(place, $"{path}: there is no '{name}' in {section}. {Suggestion.Cure(name, known)}");
    }

    /// <summary>All problems in the order of the file, those of the command line last.</summary>
    public ConfigurationException Failure() =>
        new([.. _problems.OrderBy(p => p.Place.Line == 0).ThenBy(p => p.Place.Line).ThenBy(p => p.Place.Column).Select(p => Printable(p.Place.Prefix + p.Message))]);

    private static string Found(ConfigNode node) => node switch
    {
        MapNode => "keys and values",
        ListNode => "a list",
        ScalarNode { IsNull: true } => "nothing",
        ScalarNode { Quoted: true } text => $"the text \"{Shortened(text.Text)}\"",
        ScalarNode value => double.TryParse(value.Text, CultureInfo.InvariantCulture, out _) ? Shortened(value.Text) : $"\"{Shortened(value.Text)}\"",
        _ => "something else",
    };

    /// <summary>A message on one line, whatever was found.</summary>
    private static string Printable(string message) => string.Concat(message.Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString()));

    private static string Shortened(string text) => text.Length <= 40 ? text : $"{text[..40]}…";
}
