using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Polytask.Catalog;

namespace Polytask.Configuration;

/// <summary>The JSON Schema (draft 2020-12) of run files, made from the catalogue: editors complete, explain and check with it.</summary>
public sealed class RunFileSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly SortedDictionary<string, JsonNode?> _definitions = new(StringComparer.Ordinal);

    private RunFileSchema() { }

    /// <summary>The schema of run files with all kinds of the catalogue, as JSON.</summary>
    public static string Write()
    {
        var schema = new RunFileSchema();
        var root = schema.Record(new RecordType(typeof(RunFile)), "run file", Documentation.Of(typeof(RunFile)), []);
        root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        root.Add("$defs", new JsonObject(schema._definitions));
        return root.ToJsonString(Indented);
    }

    private JsonObject Option(OptionDescription option)
    {
        var schema = Value(option.Type, option.Default);
        if (option.Optional) schema = new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
        if (option.Summary.Length > 0) schema["description"] = option.Summary;
        if (option.Default is not null) schema["default"] = Json(option.Type.Write(option.Default));
        return schema;
    }

    private JsonObject Value(OptionType type, object? fallback = null) => type switch
    {
        FlagType => new JsonObject { ["type"] = "boolean" },
        NumberType number => Number(number),
        ChoiceType choice => new JsonObject { ["enum"] = Strings(choice.Choices) },
        ListType list => new JsonObject { ["type"] = "array", ["items"] = Value(list.Item), ["minItems"] = list.Least },
        MapType map => new JsonObject { ["type"] = "object", ["additionalProperties"] = Value(map.Item), ["minProperties"] = map.Least },
        RecordType record => Reference(record.Record.Name, () => Record(record, record.Record.Name, Documentation.Of(record.Record), [])),
        FamilyType family => Family(family, fallback?.GetType()),
        _ => new JsonObject { ["type"] = "string" },
    };

    private static JsonObject Number(NumberType number)
    {
        var schema = new JsonObject { ["type"] = number.Whole ? "integer" : "number" };
        if (number.Bounds.Least is { } least) schema[number.Bounds.WithoutLeast ? "exclusiveMinimum" : "minimum"] = least;
        if (number.Bounds.Greatest is { } greatest) schema[number.Bounds.WithoutGreatest ? "exclusiveMaximum" : "maximum"] = greatest;
        return schema;
    }

    /// <summary>One of the kinds: its name alone where it needs no option, or a map that says the kind, unless it is the one by default.</summary>
    private JsonObject Family(FamilyType family, Type? fallback)
    {
        var kinds = family.Kinds;
        if (kinds.Count == 0) return new JsonObject { ["not"] = new JsonObject() };
        var choices = new JsonArray();
        if (kinds.Where(kind => kind.Descriptions.All(option => !option.Required)).Select(kind => kind.Name).ToArray() is { Length: > 0 } alone)
            choices.Add(new JsonObject { ["enum"] = Strings(alone) });
        foreach (var kind in kinds)
        {
            var choice = Reference($"{kind.Family.Key}.{kind.Name}", () => Kind(kind));
            if (kind.Options != fallback) choice["required"] = Strings([FamilyType.KindKey]);
            choices.Add(choice);
        }
        return new JsonObject { ["oneOf"] = choices };
    }

    private JsonObject Kind(Kind kind)
    {
        var description = string.Join(' ', new[] { kind.Summary, kind.Paper, kind.Url }.Where(text => !string.IsNullOrEmpty(text)));
        return Record(new RecordType(kind.Options), kind.Name, description, [new(FamilyType.KindKey, new JsonObject { ["const"] = kind.Name })]);
    }

    private JsonObject Record(RecordType record, string title, string description, IEnumerable<KeyValuePair<string, JsonNode?>> first)
    {
        var properties = new JsonObject(first);
        foreach (var option in record.Options) properties.Add(option.Key, Option(option));
        return new JsonObject
        {
            ["title"] = title,
            ["description"] = description,
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = Strings(record.Options.Where(option => option.Required).Select(option => option.Key)),
            ["additionalProperties"] = false,
        };
    }

    private JsonObject Reference(string name, Func<JsonObject> define)
    {
        if (_definitions.TryAdd(name, null)) _definitions[name] = define();
        return new JsonObject { ["$ref"] = $"#/$defs/{name}" };
    }

    private static JsonArray Strings(IEnumerable<string> strings) => new([.. strings.Select(text => (JsonNode)text)]);

    private static JsonNode? Json(ConfigNode node)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes)) JsonTree.Write(writer, node);
        return JsonNode.Parse(bytes.ToArray());
    }
}
