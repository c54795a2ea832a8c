using System.Text.Json;
using System.Text.Json.Nodes;

namespace Polytask.Tests.Configuration;

/// <summary>Checks JSON against the part of JSON Schema that the schema of run files uses; any other keyword is an error.</summary>
internal sealed class SchemaValidator(string schema)
{
    private readonly JsonObject _root = JsonNode.Parse(schema)!.AsObject();

    public bool Accepts(JsonNode? value) => Accepts(_root, value);

    private bool Accepts(JsonObject schema, JsonNode? value) => schema.All(rule => rule.Key switch
    {
        "$schema" or "$defs" or "title" or "description" or "default" => true,
        "$ref" => Accepts(_root["$defs"]![rule.Value!.GetValue<string>()["#/$defs/".Length..]]!.AsObject(), value),
        "type" => TypeOf(value) is var type && (type == rule.Value!.GetValue<string>() || (type == "integer" && rule.Value!.GetValue<string>() == "number")),
        "const" => JsonNode.DeepEquals(rule.Value, value),
        "enum" => rule.Value!.AsArray().Any(choice => JsonNode.DeepEquals(choice, value)),
        "not" => !Accepts(rule.Value!.AsObject(), value),
        "oneOf" => rule.Value!.AsArray().Count(choice => Accepts(choice!.AsObject(), value)) == 1,
        "anyOf" => rule.Value!.AsArray().Any(choice => Accepts(choice!.AsObject(), value)),
        "minimum" => value!.GetValue<double>() >= rule.Value!.GetValue<double>(),
        "maximum" => value!.GetValue<double>() <= rule.Value!.GetValue<double>(),
        "exclusiveMinimum" => value!.GetValue<double>() > rule.Value!.GetValue<double>(),
        "exclusiveMaximum" => value!.GetValue<double>() < rule.Value!.GetValue<double>(),
        "minItems" => (value as JsonArray)?.Count >= rule.Value!.GetValue<int>(),
        "minProperties" => (value as JsonObject)?.Count >= rule.Value!.GetValue<int>(),
        "items" => value is not JsonArray list || list.All(item => Accepts(rule.Value!.AsObject(), item)),
        "required" => value is not JsonObject map || rule.Value!.AsArray().All(key => map.ContainsKey(key!.GetValue<string>())),
        "properties" => value is not JsonObject map || map.All(entry => rule.Value![entry.Key] is not JsonObject property || Accepts(property, entry.Value)),
        "additionalProperties" => value is not JsonObject map || map.All(entry => schema["properties"]?[entry.Key] is not null || (rule.Value is JsonObject others && Accepts(others, entry.Value))),
        _ => throw new NotSupportedException(rule.Key),
    });

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.GetValue<double>() % 1 == 0 ? "integer" : "number",
        _ => "boolean",
    };
}
