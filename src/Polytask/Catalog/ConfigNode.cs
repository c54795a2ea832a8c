namespace Polytask.Catalog;

/// <summary>Where a key or value stands: file, line and column counted from 1; or only a source, such as <c>--set training.epochs</c>.</summary>
internal readonly record struct ConfigPlace(string? Source, long Line = 0, long Column = 0)
{
    /// <summary>What stands in front of a message: <c>run.yaml:14:5</c> and two spaces; nothing where there is no source.</summary>
    public string Prefix => string.IsNullOrEmpty(Source) ? "" : Line > 0 ? $"{Source}:{Line}:{Column}  " : $"{Source}  ";
}

/// <summary>Options as a tree, whatever they were written in: what YAML, JSON and <c>--set</c> are read to and option records are bound from.</summary>
internal abstract record ConfigNode(ConfigPlace Place)
{
    /// <summary>The tree on one line: <c>{kind: hashed, testOneIn: 5}</c>.</summary>
    public string Flow => this switch
    {
        ScalarNode scalar => scalar.Text,
        ListNode list => $"[{string.Join(", ", list.Items.Select(item => item.Flow))}]",
        MapNode map => $"{{{string.Join(", ", map.Entries.Select(entry => $"{entry.Key}: {entry.Value.Flow}"))}}}",
        _ => "",
    };
}

/// <summary>A value. Quoted text is never a number, a truth value or nothing.</summary>
internal sealed record ScalarNode(string Text, bool Quoted, ConfigPlace Place) : ConfigNode(Place)
{
    /// <summary>Whether nothing is given.</summary>
    public bool IsNull => !Quoted && Text is ("" or "~" or "null" or "Null" or "NULL");
}

/// <summary>Values in order.</summary>
internal sealed record ListNode(IReadOnlyList<ConfigNode> Items, ConfigPlace Place) : ConfigNode(Place);

/// <summary>A key and its value.</summary>
internal sealed record ConfigEntry(string Key, ConfigPlace Place, ConfigNode Value);

/// <summary>Keys with values, each key once, in the order they were given.</summary>
internal sealed record MapNode(IReadOnlyList<ConfigEntry> Entries, ConfigPlace Place) : ConfigNode(Place)
{
    /// <summary>The keys.</summary>
    public string[] Keys => [.. Entries.Select(entry => entry.Key)];

    /// <summary>The entry of a key, or <c>null</c>.</summary>
    public ConfigEntry? this[string key] => Entries.FirstOrDefault(entry => entry.Key == key);

    /// <summary>The same map with another value for a key.</summary>
    public MapNode With(string key, ConfigNode value)
    {
        var entry = new ConfigEntry(key, value.Place, value);
        return this with { Entries = this[key] is null ? [.. Entries, entry] : [.. Entries.Select(old => old.Key == key ? entry : old)] };
    }
}
