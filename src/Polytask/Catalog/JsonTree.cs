using System.Text.Json;

namespace Polytask.Catalog;

/// <summary>Options as JSON, to and from the tree.</summary>
internal static class JsonTree
{
    /// <summary>Reads a JSON value that stands at a path; a key given twice is a problem.</summary>
    public static ConfigNode Read(JsonElement json, ConfigPlace place, Binding binding, string path = "") => json.ValueKind switch
    {
        JsonValueKind.Object => binding.Map([.. json.EnumerateObject().Select(entry => new ConfigEntry(entry.Name, place, Read(entry.Value, place, binding, ConfigPath.Join(path, entry.Name))))], place, path),
        JsonValueKind.Array => new ListNode([.. json.EnumerateArray().Select((item, i) => Read(item, place, binding, ConfigPath.Join(path, i)))], place),
        JsonValueKind.String => new ScalarNode(json.GetString()!, Quoted: true, place),
        _ => new ScalarNode(json.GetRawText(), Quoted: false, place),
    };

    /// <summary>Writes a tree as a JSON value.</summary>
    public static void Write(Utf8JsonWriter writer, ConfigNode node)
    {
        switch (node)
        {
            case MapNode map:
                writer.WriteStartObject();
                foreach (var entry in map.Entries)
                {
                    writer.WritePropertyName(entry.Key);
                    Write(writer, entry.Value);
                }
                writer.WriteEndObject();
                break;
            case ListNode list:
                writer.WriteStartArray();
                foreach (var item in list.Items) Write(writer, item);
                writer.WriteEndArray();
                break;
            case ScalarNode { Quoted: true } text: writer.WriteStringValue(text.Text); break;
            case ScalarNode value: writer.WriteRawValue(value.Text); break;
        }
    }
}
