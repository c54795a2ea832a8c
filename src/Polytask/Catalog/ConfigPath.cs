using System.Globalization;

namespace Polytask.Catalog;

/// <summary>The path of an option as users write it: <c>training.epochs</c>, <c>sharing.trunk[0].width</c>.</summary>
internal static class ConfigPath
{
    /// <summary>A key below a path.</summary>
    public static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    /// <summary>An entry of a list.</summary>
    public static string Join(string path, int index) => $"{path}[{index}]";

    /// <summary>The keys and indices of a path: <c>trunk</c>, <c>[0]</c>, <c>width</c>.</summary>
    public static string[] Split(string path) => path.Replace("[", ".[", StringComparison.Ordinal).Split('.');

    /// <summary>A list index, <c>[0]</c> or <c>0</c>; otherwise -1.</summary>
    public static int Index(string segment) =>
        int.TryParse(segment.Trim('[', ']'), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1;

    /// <summary>Where a path stands: the place of its last key that is there.</summary>
    public static ConfigPlace Place(ConfigNode node, string path)
    {
        var place = node.Place;
        foreach (var segment in Split(path))
        {
            if (node is MapNode map && map[segment] is { } entry) (node, place) = (entry.Value, entry.Place);
            else if (node is ListNode list && list.Items.ElementAtOrDefault(Index(segment)) is { } item) (node, place) = (item, item.Place);
            else break;
        }
        return place;
    }
}
