using Polytask.Catalog;

namespace Polytask.Configuration;

/// <summary>Values that take the place of those in a run file: <c>--set training.epochs=3</c>.</summary>
internal static class Overrides
{
    /// <summary>The tree with the values of overrides; maps that are not there are made.</summary>
    /// <param name="root">The run file.</param>
    /// <param name="option">The option that they were given by.</param>
    /// <param name="overrides">Each <c>key.path=value</c>, the value as in a run file.</param>
    /// <param name="binding">Gathers the problems.</param>
    public static ConfigNode Apply(ConfigNode root, string option, IEnumerable<string> overrides, Binding binding)
    {
        foreach (var text in overrides)
        {
            var (path, value) = text.IndexOf('=') is > 0 and var at ? (text[..at].Trim(), text[(at + 1)..]) : (text, null);
            var place = new ConfigPlace($"{option} {path}");
            if (value is null) binding.Report(place, $"expected key=value, found no value. Write it as in {option} training.epochs=3.");
            else if (YamlTree.Read(value, _ => place, binding) is { } node) root = Set(root, "", ConfigPath.Split(path), node, binding);
        }
        return root;
    }

    private static ConfigNode Set(ConfigNode? node, string path, ReadOnlySpan<string> keys, ConfigNode value, Binding binding)
    {
        if (keys.IsEmpty) return value;
        var key = keys[0];
        if (node is ScalarNode { IsNull: true }) node = null;
        if (node is null && key.StartsWith('[')) node = new ListNode([], value.Place);
        if (node is ListNode list)
        {
            var index = ConfigPath.Index(key);
            if (index < 0 || index > list.Items.Count)
            {
                binding.Report(value.Place, $"{path} is a list, and '{key}' is not one of its entries. Choose one of 0 to {list.Items.Count}; {list.Items.Count} adds one.");
                return node;
            }
            var item = Set(list.Items.ElementAtOrDefault(index), ConfigPath.Join(path, index), keys[1..], value, binding);
            return list with { Items = [.. list.Items.Take(index), item, .. list.Items.Skip(index + 1)] };
        }
        var map = node as MapNode ?? (node is ScalarNode kind ? ShortKind(kind) : new MapNode([], value.Place));
        return map.With(key, Set(map[key]?.Value, ConfigPath.Join(path, key), keys[1..], value, binding));
    }

    /// <summary>What <c>sharing: hard</c> is short for.</summary>
    private static MapNode ShortKind(ScalarNode kind) => new([new ConfigEntry(FamilyType.KindKey, kind.Place, kind)], kind.Place);
}
