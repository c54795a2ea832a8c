using System.Collections;

namespace Polytask.Catalog;

/// <summary>Values of one type by name, in order, at least so many.</summary>
internal sealed class MapType(Type element, OptionType item, string? nameIn, int least) : OptionType
{
    /// <summary>What each value is.</summary>
    public OptionType Item { get; } = item;

    /// <summary>The least number of names.</summary>
    public int Least { get; } = least;

    public override string Expected => $"{(nameIn is null ? "names" : $"names in {nameIn}")}, each with {Item.Expected}";

    public override object? Read(ConfigNode node, string path, object? fallback, Binding binding)
    {
        if (node is not MapNode map)
        {
            binding.Expected(Expected, node, path);
            return null;
        }
        if (map.Entries.Count < Least) binding.Report(map.Place, $"{path}: expected {Expected}, at least {Least}; found {map.Entries.Count}. Add one.");
        var values = (IDictionary)Activator.CreateInstance(typeof(OrderedDictionary<,>).MakeGenericType(typeof(string), element))!;
        foreach (var (key, place, entry) in map.Entries)
        {
            if (nameIn is not null) binding.Refer(place, path, key, nameIn);
            if (Item.Read(entry, ConfigPath.Join(path, key), null, binding) is { } value) values.Add(key, value);
        }
        return values;
    }

    public override ConfigNode Write(object value)
    {
        var entries = ((IEnumerable)value).Cast<object>().Select(pair => (
            Key: (string)pair.GetType().GetProperty("Key")!.GetValue(pair)!,
            Value: pair.GetType().GetProperty("Value")!.GetValue(pair)!));
        return new MapNode([.. entries.Select(pair => new ConfigEntry(pair.Key, default, Item.Write(pair.Value)))], default);
    }
}
