using System.Text.Json;

namespace Polytask.Catalog;

/// <summary>One value of an enumeration: written in snake case like kinds, read in camel case like keys, too.</summary>
internal sealed class ChoiceType(Type type) : OptionType
{
    /// <summary>The values, as written.</summary>
    public IReadOnlyList<string> Choices { get; } = [.. Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    public override string Expected => $"one of {string.Join(", ", Choices)}";

    public override object? Read(ConfigNode node, string path, object? fallback, Binding binding)
    {
        if (node is not ScalarNode { IsNull: false } scalar)
        {
            binding.Expected(Expected, node, path);
            return null;
        }
        var name = Enum.GetNames(type).FirstOrDefault(name => Written(name) == scalar.Text || JsonNamingPolicy.CamelCase.ConvertName(name) == scalar.Text);
        if (name is not null) return Enum.Parse(type, name);
        var cure = Suggestion.For(scalar.Text, Choices) is { } near ? $" Did you mean '{near}'?" : "";
        binding.Report(scalar.Place, $"{path}: expected {Expected}, found \"{scalar.Text}\".{cure}");
        return null;
    }

    public override ConfigNode Write(object value) => new ScalarNode(Written(value.ToString()!), Quoted: true, default);

    private static string Written(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
