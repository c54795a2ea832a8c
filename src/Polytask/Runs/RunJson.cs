using System.Text.Json;
using System.Text.Json.Serialization;

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
internal sealed partial class RunJson : JsonSerializerContext;
