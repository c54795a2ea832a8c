namespace Polytask.Catalog;

/// <summary>True or false.</summary>
internal sealed class FlagType : OptionType
{
    public override string Expected => "true or false";

    public override object? Read(ConfigNode node, string path, object? fallback, Binding binding)
    {
        if (node is ScalarNode { Quoted: false, Text: "true" or "false" } flag) return flag.Text == "true";
        binding.Expected(Expected, node, path);
        return null;
    }

    public override ConfigNode Write(object value) => new ScalarNode((bool)value ? "true" : "false", Quoted: false, default);
}
