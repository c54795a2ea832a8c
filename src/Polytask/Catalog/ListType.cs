namespace Polytask.Catalog;

/// <summary>Values of one type in order, at least so many.</summary>
internal sealed class ListType(Type element, OptionType item, int least) : OptionType
{
    /// <summary>What each value is.</summary>
    public OptionType Item { get; } = item;

    /// <summary>The least number of values.</summary>
    public int Least { get; } = least;

    public override string Expected => Least > 0 ? $"a list of at least {Least}, each {Item.Expected}" : $"a list, each entry {Item.Expected}";

    public override object? Read(ConfigNode node, string path, object? fallback, Binding binding)
    {
        if (node is not ListNode list)
        {
            binding.Expected("a list", node, path);
            return null;
        }
        if (list.Items.Count < Least) binding.Report(list.Place, $"{path}: expected at least {Least} in the list, found {list.Items.Count}. Add one.");
        var values = Array.CreateInstance(element, list.Items.Count);
        for (var i = 0; i < values.Length; i++)
            if (Item.Read(list.Items[i], ConfigPath.Join(path, i), null, binding) is { } value) values.SetValue(value, i);
        return values;
    }

    public override ConfigNode Write(object value) =>
        new ListNode([.. ((System.Collections.IEnumerable)value).Cast<object>().Select(Item.Write)], default);
}
