namespace Polytask.Catalog;

/// <summary>An option record: its keys and their values.</summary>
/// <param name="record">The type of the record; not abstract.</param>
/// <param name="noun">What it is called in messages; by default its key.</param>
/// <param name="siblings">The other kinds of its family: a key may be meant for one of them.</param>
internal sealed class RecordType(Type record, string? noun = null, IReadOnlyList<Kind>? siblings = null) : OptionType
{
    /// <summary>The type of the record.</summary>
    public Type Record { get; } = record;

    /// <summary>Its options.</summary>
    public IReadOnlyList<OptionDescription> Options => OptionDescription.Of(Record);

    public override string Expected => "keys and values";

    public override object? Read(ConfigNode node, string path, object? fallback, Binding binding)
    {
        if (node is not MapNode map)
        {
            binding.Expected(Expected, node, path);
            return null;
        }
        var problems = binding.Count;
        var owner = noun ?? $"'{ConfigPath.Split(path)[^1]}'";
        var options = Options;
        var value = fallback?.GetType() == Record ? fallback : null;
        var result = Activator.CreateInstance(Record)!;
        foreach (var entry in map.Entries.Where(entry => options.All(option => option.Key != entry.Key)))
            binding.Report(entry.Place, $"{ConfigPath.Join(path, entry.Key)} is not an option of {owner}. {Cure(entry.Key)}");
        foreach (var option in options)
            if (map[option.Key] is { } entry)
                ReadOption(option, entry, ConfigPath.Join(path, option.Key), result, option.Property.GetValue(value ?? result), binding);
            else if (value is not null)
                option.Property.SetValue(result, option.Property.GetValue(value));
            else if (option.Required)
                binding.Report(map.Place, $"{ConfigPath.Join(path, option.Key)} is missing, and {owner} needs it. {Cure(option)}");
        if (binding.Count > problems) return null;
        foreach (var (key, message) in (result as IConstrained)?.Problems() ?? [])
            binding.Report(ConfigPath.Place(map, key), $"{ConfigPath.Join(path, key)}: {message}");
        return binding.Count == problems ? result : null;
    }

    public override ConfigNode Write(object value) => new MapNode([.. Options.SelectMany(option => WriteOption(option, option.Property.GetValue(value)))], default);

    private static void ReadOption(OptionDescription option, ConfigEntry entry, string path, object result, object? fallback, Binding binding)
    {
        if (entry.Value is not ScalarNode { IsNull: true })
        {
            if (option.Type.Read(entry.Value, path, fallback, binding) is { } given) option.Property.SetValue(result, given);
        }
        else if (option.Optional) option.Property.SetValue(result, null);
        else binding.Expected(option.Type.Expected, entry.Value with { Place = entry.Place }, path);
    }

    /// <summary>An option that is not given, and would not be by default, is left out.</summary>
    private static IEnumerable<ConfigEntry> WriteOption(OptionDescription option, object? value)
    {
        if (value is not null) yield return new ConfigEntry(option.Key, default, option.Type.Write(value));
        else if (option.Required || option.Default is not null) yield return new ConfigEntry(option.Key, default, new ScalarNode("null", Quoted: false, default));
    }

    private static string Cure(OptionDescription missing) =>
        missing.Summary.Length > 0 ? $"Add it: {Documentation.FirstSentence(missing.Summary)}" : "Add it.";

    private string Cure(string key)
    {
        if (siblings?.Where(kind => kind.Descriptions.Any(option => option.Key == key)).Select(kind => $"'{kind.Name}'").ToArray() is { Length: > 0 } others)
            return $"It is an option of {string.Join(", ", others)}: choose that kind, or remove it.";
        return Suggestion.Cure(key, [.. Options.Select(option => option.Key)]);
    }
}
