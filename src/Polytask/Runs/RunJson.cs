using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Polytask.Runs;

/// <summary>How events and metrics stand in JSON: camel case, figures that are not numbers as "NaN", nothing missing on reading.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    NewLine = "\n")]
[JsonSerializable(typeof(RunEvent))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, IReadOnlyList<TaskEvaluation>>))]
internal sealed partial class RunJson : JsonSerializerContext
{
    /// <summary>Reads one value; unlike the serialiser alone, it accepts no null and no list with a null in it.</summary>
    /// <exception cref="JsonException">The text is something else; other exceptions mean the same, see <see cref="IsDamage"/>.</exception>
    public static T Read<T>(ReadOnlySpan<byte> text, JsonTypeInfo<T> type)
    {
        var value = JsonSerializer.Deserialize(text, type) ?? throw new JsonException("expected a value, found null");
        var reader = new Utf8JsonReader(text);
        for (var previous = JsonTokenType.None; reader.Read(); previous = reader.TokenType)
            if (reader.TokenType == JsonTokenType.Null && previous != JsonTokenType.PropertyName)
                throw new JsonException("expected an item of a list, found null");
        return value;
    }

    /// <summary>Whether an exception of <see cref="Read"/> says that the text is not what it should be.</summary>
    public static bool IsDamage(Exception exception) => exception is JsonException or NotSupportedException or InvalidOperationException;
}
