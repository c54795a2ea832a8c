using System.Text.Json;
using Polytask.Catalog;
using Polytask.Features;
using Polytask.Models;
using Polytask.Runs;
using Polytask.Sharing;
using Polytask.Tasks;

namespace Polytask.Inference;

/// <summary>A trained model with all that is needed to use it: encoders, tasks, and the network, once or once per group of tasks.</summary>
public sealed class SavedModel : IDisposable
{
    private SavedModel(IReadOnlyList<Encoder> encoders, IReadOnlyList<PredictionTask> tasks, IReadOnlyList<(IReadOnlyList<int> Tasks, MultiTaskModel Network)> networks)
    {
        (Encoders, Tasks, Networks) = (encoders, tasks, networks);
    }

    /// <summary>The input encoders.</summary>
    public IReadOnlyList<Encoder> Encoders { get; }

    /// <summary>The tasks.</summary>
    public IReadOnlyList<PredictionTask> Tasks { get; }

    /// <summary>The networks, and the tasks that each serves; together they serve every task once.</summary>
    public IReadOnlyList<(IReadOnlyList<int> Tasks, MultiTaskModel Network)> Networks { get; }

    /// <summary>Writes a model directory, as a whole or not at all.</summary>
    /// <param name="directory">Where to write.</param>
    /// <param name="encoders">The fitted encoders.</param>
    /// <param name="tasks">The fitted tasks.</param>
    /// <param name="sharing">How the tasks share.</param>
    /// <param name="results">The parameters, and the tasks that each set serves.</param>
    /// <exception cref="CheckpointException">The directory cannot be written.</exception>
    public static void Write(
        string directory, IReadOnlyList<Encoder> encoders, IReadOnlyList<PredictionTask> tasks, SharingOptions sharing,
        IReadOnlyList<(IReadOnlyList<int> Tasks, ParameterSnapshot Parameters)> results) =>
        ModelFile.Write(directory, json =>
        {
            json.WriteStartObject();
            Write(json, "inputs", encoders, encoder => (encoder.Name, encoder.Options, encoder.SaveState));
            Write(json, "tasks", tasks, task => (task.Name, task.Options, task.SaveState));
            json.WritePropertyName("sharing");
            OptionJson.Write(json, sharing);
            json.WriteStartArray("networks");
            foreach (var (served, _) in results)
            {
                json.WriteStartArray();
                foreach (var task in served) json.WriteStringValue(tasks[task].Name);
                json.WriteEndArray();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        },
        [.. results.SelectMany((result, i) => result.Parameters.Arrays.Select(array => StoredTensor.Of($"{i}/{array.Name}", array.Values, array.Shape)))]);

    /// <summary>Reads a model directory.</summary>
    /// <exception cref="CheckpointException">It is missing, damaged, of another version, or its tensors do not fit its description.</exception>
    public static SavedModel Read(string directory)
    {
        var stored = ModelFile.Read(directory);
        try
        {
            var encoders = Read<EncoderOptions, Encoder>(stored.Document, "inputs", (options, name, state) => options.Restore(name, state));
            var tasks = Read<TaskOptions, PredictionTask>(stored.Document, "tasks", (options, name, state) => options.Restore(name, state));
            var sharing = OptionJson.Read<SharingOptions>(stored.Document.GetProperty("sharing"), directory);
            var names = tasks.Select(task => task.Name).ToList();
            var networks = new List<(IReadOnlyList<int>, MultiTaskModel)>();
            foreach (var served in stored.Document.GetProperty("networks").EnumerateArray())
            {
                var network = new MultiTaskModel([.. encoders.Select(e => e.Shape)], [.. tasks.Select(t => (t.Name, t.Head))], sharing, seed: 0, new TaskGraph(tasks));
                ParameterSnapshot.Read(network.Parameters, (name, shape) => stored.Tensors.Require<float>($"{networks.Count}/{name}", shape)).Restore(network.Parameters);
                networks.Add(([.. served.EnumerateArray().Select(task => names.IndexOf(task.GetString()!))], network));
            }
            if (!networks.SelectMany(network => network.Item1).Order().SequenceEqual(Enumerable.Range(0, tasks.Length)))
                throw new JsonException("expected networks that together serve every task once.");
            return new SavedModel(encoders, tasks, networks);
        }
        catch (Exception error) when (error is InvalidOperationException or KeyNotFoundException or JsonException or ConfigurationException or FormatException)
        {
            throw new CheckpointException($"{directory}  model.json does not describe a model: {error.Message} Train again, or use the version of Polytask that wrote it.", error);
        }
    }

    private static void Write<T>(Utf8JsonWriter json, string key, IReadOnlyList<T> items, Func<T, (string Name, object Options, Action<Utf8JsonWriter> State)> parts)
    {
        json.WriteStartArray(key);
        foreach (var (name, options, state) in items.Select(parts))
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WritePropertyName("options");
            OptionJson.Write(json, options);
            json.WritePropertyName("state");
            state(json);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static T[] Read<TOptions, T>(JsonElement document, string key, Func<TOptions, string, JsonElement, T> restore) where TOptions : class =>
    [
        .. document.GetProperty(key).EnumerateArray().Select(item =>
            restore(OptionJson.Read<TOptions>(item.GetProperty("options"), key), item.GetProperty("name").GetString()!, item.GetProperty("state"))),
    ];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, network) in Networks) network.Dispose();
    }
}
