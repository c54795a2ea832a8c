using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Polytask.Native;
using Polytask.Runs;

namespace Polytask.Cli;

/// <summary>What <c>train --json</c> and <c>resume --json</c> answer.</summary>
internal sealed record TrainingResult(string Directory, string Model, string Report, int BestEpoch, IReadOnlyList<TaskEvaluation> Test, IReadOnlyList<string> Hints);

/// <summary>What <c>evaluate --json</c> answers.</summary>
internal sealed record EvaluationResult(string Data, IReadOnlyList<TaskEvaluation> Tasks);

/// <summary>Results for programs.</summary>
internal static class Json
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write<T>(Terminal terminal, T result, JsonTypeInfo<T> type)
    {
        using (var writer = new Utf8JsonWriter(terminal.OutputStream, Indented)) JsonSerializer.Serialize(writer, result, type);
        terminal.Output.WriteLine();
    }
}

/// <summary>The types of all results: camel case, figures that are not numbers as "NaN".</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(TrainingResult))]
[JsonSerializable(typeof(EvaluationResult))]
[JsonSerializable(typeof(Diagnosis))]
internal sealed partial class JsonTypes : JsonSerializerContext;
