using System.Text.Json;
using System.Text.Json.Nodes;
using Polytask.Balancing;
using Polytask.Catalog;

namespace Polytask.Cli.Toys;

/// <summary>A balancing method as the command line names it: <c>cagrad,radius=0.5</c>.</summary>
/// <param name="Text">What was written.</param>
/// <param name="Options">What it means.</param>
internal sealed record ToyMethod(string Text, BalancerOptions Options)
{
    /// <summary>Reads a kind with options behind it.</summary>
    /// <exception cref="ConfigurationException">The kind or an option is wrong.</exception>
    public static ToyMethod Parse(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var root = new JsonObject { ["kind"] = parts[0] };
        foreach (var part in parts[1..])
        {
            if (part.IndexOf('=') is not (> 0 and var at)) throw new ConfigurationException($"--method {text}  expected KIND,KEY=VALUE, found '{part}'. Write it as in --method cagrad,radius=0.5.");
            Set(root, part[..at].Split('.'), part[(at + 1)..]);
        }
        return new ToyMethod(text, OptionJson.Read<BalancerOptions>(JsonSerializer.SerializeToElement(root), $"--method {text}"));
    }

    private static void Set(JsonObject node, ReadOnlySpan<string> keys, string value)
    {
        if (keys.Length == 1) node[keys[0]] = Value(value);
        else
        {
            if (node[keys[0]] is not JsonObject inner) node[keys[0]] = inner = [];
            Set(inner, keys[1..], value);
        }
    }

    /// <summary>A number or a truth value where it is one, otherwise text.</summary>
    private static JsonNode Value(string text)
    {
        try
        {
            if (JsonNode.Parse(text) is JsonValue value && value.GetValueKind() is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False) return value;
        }
        catch (JsonException)
        {
        }
        return text;
    }
}
