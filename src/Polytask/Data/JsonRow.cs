using System.Text.Json;

namespace Polytask.Data;

/// <summary>The members of one JSON object as columns and values.</summary>
internal readonly record struct JsonRow(IReadOnlyList<(string Key, string? Value)> Members, Place Place)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The keys in the order of the object.</summary>
    public IEnumerable<string> Keys => Members.Select(member => member.Key);

    /// <summary>Reads a line.</summary>
    /// <exception cref="DataException">The line is not one JSON object, or a key stands in it twice.</exception>
    public static JsonRow Parse(TextLine line)
    {
        try
        {
            using var document = JsonDocument.Parse(line.Text, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new DataException($"{line.Place}  expected a JSON object, found {document.RootElement.ValueKind}. Write one object on each line.");
            return new JsonRow([.. document.RootElement.EnumerateObject().Select(member => (member.Name, Text(member.Value)))], line.Place);
        }
        catch (JsonException e)
        {
            var at = e.BytePositionInLine is { } bytes ? $" at byte {bytes + 1}" : "";
            throw new DataException($"{line.Place}  expected one JSON object on the line, found{at}: {e.Message.Split(" LineNumber:")[0]} Correct the line.", e);
        }
        catch (InvalidOperationException e)
        {
            throw new DataException($"{line.Place}  expected strings of whole characters, found half of a surrogate pair. Correct the line.", e);
        }
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array when AreLabels(value) => string.Join('|', value.EnumerateArray().Select(item => item.GetString())),
        _ => value.GetRawText(),
    };

    /// <summary>Whether an array can be joined by bars and parted again.</summary>
    private static bool AreLabels(JsonElement array) => array.GetArrayLength() > 0 && array.EnumerateArray().All(item =>
        item.ValueKind == JsonValueKind.String && item.GetString() is { Length: > 0 } label && !label.Contains('|'));
}
