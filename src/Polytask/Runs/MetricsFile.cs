using System.Text.Json;

namespace Polytask.Runs;

/// <summary><c>metrics.json</c>: what every task reaches, by part of the data (<c>validation</c>, <c>test</c>).</summary>
public static class MetricsFile
{
    /// <summary>Writes the file.</summary>
    /// <exception cref="CheckpointException">It cannot be written.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, IReadOnlyList<TaskEvaluation>> parts)
    {
        AtomicFile.Write(path, stream =>
        {
            using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
            JsonSerializer.Serialize(writer, parts, RunJson.Default.IReadOnlyDictionaryStringIReadOnlyListTaskEvaluation);
        });
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="CheckpointException">It cannot be read, or is not such a file.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<TaskEvaluation>> Read(string path)
    {
        try
        {
            var parts = RunJson.Read(File.ReadAllBytes(path), RunJson.Default.IReadOnlyDictionaryStringIReadOnlyListTaskEvaluation);
            return parts.Values.Contains(null!) ? throw new JsonException("expected evaluations, found null") : parts;
        }
        catch (Exception exception) when (FileFault.IsOne(exception))
        {
            throw new CheckpointException($"{path}  cannot be read: {FileFault.Describe(exception)}", exception);
        }
        catch (Exception exception) when (RunJson.IsDamage(exception))
        {
            throw new CheckpointException($"{path}  does not hold the metrics of a run. Write it again: polytask evaluate.", exception);
        }
    }
}
