namespace Polytask.Catalog;

/// <summary>Text; a path, where <paramref name="path"/> says so; a key of <paramref name="nameIn"/>, where that is given.</summary>
internal sealed class TextType(bool path, string? nameIn) : OptionType
{
    public override string Expected => path ? "a path" : nameIn is not null ? $"a name in {nameIn}" : "text";

    public override object? Read(ConfigNode node, string optionPath, object? fallback, Binding binding)
    {
        if (node is not ScalarNode { IsNull: false } scalar)
        {
            binding.Expected(Expected, node, optionPath);
            return null;
        }
        if (nameIn is not null) binding.Refer(scalar.Place, optionPath, scalar.Text, nameIn);
        if (!path) return scalar.Text;
        if (binding.FullPath(scalar.Text) is { } full) return full;
        binding.Expected(Expected, node, optionPath);
        return null;
    }

    public override ConfigNode Write(object value) => new ScalarNode((string)value, Quoted: true, default);
}
