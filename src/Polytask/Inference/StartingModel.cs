using System.Security.Cryptography;
using System.Text.Json;
using Polytask.Catalog;
using Polytask.Features;
using Polytask.Models;
using Polytask.Modules;
using Polytask.Tasks;

namespace Polytask.Inference;

/// <summary>The model of an earlier run, from which another run begins.</summary>
public sealed class StartingModel : IDisposable
{
    private const int NamesShown = 6;
    private readonly string _directory;
    private readonly SavedModel _model;

    private StartingModel(string directory, SavedModel model) => (_directory, _model) = (directory, model);

    /// <summary>The encoders of its inputs.</summary>
    public IReadOnlyList<Encoder> Encoders => _model.Encoders;

    /// <summary>Changes with the encoders.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Concat(Encoders.Select(encoder => Json(encoder.SaveState))))));

    /// <summary>Reads a model directory.</summary>
    /// <param name="directory">Where it is.</param>
    /// <param name="inputs">The inputs of the run that begins.</param>
    /// <exception cref="CheckpointException">It is missing, damaged, or of another version.</exception>
    /// <exception cref="ConfigurationException">It has other inputs, or a network for each task.</exception>
    public static StartingModel Read(string directory, IReadOnlyDictionary<string, EncoderOptions> inputs)
    {
        var model = SavedModel.Read(directory);
        try
        {
            var (expected, found) = (model.Encoders.Select(encoder => encoder.Name), inputs.Keys);
            if (!expected.SequenceEqual(found))
                throw new ConfigurationException($"start: {directory} reads the inputs {string.Join(", ", expected)}; expected the same in the same order, found {string.Join(", ", found)}. Make them the same, or train without start.");
            if (model.Encoders.FirstOrDefault(encoder => Json(encoder.Options) != Json(inputs[encoder.Name])) is { } other)
                throw new ConfigurationException($"inputs.{other.Name}: expected the options of {directory}, from which the run starts, {Json(other.Options)}, found {Json(inputs[other.Name])}. Make them the same, or train without start.");
            if (model.Networks.Count > 1)
                throw new ConfigurationException($"start: expected a model with one network, found {model.Networks.Count} in {directory}, which was trained with keep: best_per_task. Train it with keep: best.");
            return new StartingModel(directory, model);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Gives a new model the parameters of the same name and shape; those of a task only where its classes or numbers are the same too.</summary>
    /// <param name="network">The new model.</param>
    /// <param name="tasks">Its tasks.</param>
    /// <returns>What was found, in words.</returns>
    /// <exception cref="ConfigurationException">Nothing was found, or not all that is frozen.</exception>
    public string Begin(MultiTaskModel network, IReadOnlyList<PredictionTask> tasks)
    {
        var changed = tasks.Where(task => !_model.Tasks.Any(other => other.Name == task.Name && other.Options.GetType() == task.Options.GetType() && Json(other.SaveState) == Json(task.SaveState)))
            .Select(task => task.Name).ToHashSet();
        var owners = network.Parameters.Dense.Select(p => (p.Name, p.Owner)).Concat(network.Parameters.Tables.Select(t => (t.Name, t.Owner)))
            .Concat(network.Parameters.Statistics.Select(s => (s.Name, Owner: ParameterStore.Shared))).ToDictionary();
        var there = ParameterSnapshot.Take(_model.Networks[0].Network.Parameters).Arrays.ToDictionary(array => array.Name);
        var here = ParameterSnapshot.Take(network.Parameters).Arrays;
        var anew = here.Where(array => changed.Contains(owners[array.Name]) || there.GetValueOrDefault(array.Name)?.Shape.SequenceEqual(array.Shape) != true).Select(array => array.Name).ToHashSet();
        if (here.FirstOrDefault(array => anew.Contains(array.Name) && owners[array.Name] == ParameterStore.Frozen) is { } frozen)
            throw new ConfigurationException($"sharing.frozen: expected all of the trunk in {_directory}, found no {frozen.Name} [{string.Join(", ", frozen.Shape)}] there. Give the trunk the stages that it was trained with, or set frozen to false.");
        if (anew.Count == here.Count)
            throw new ConfigurationException($"start: expected parameters of the same name and shape in {_directory}, found none. Choose the sharing and the stages that it was trained with, or train without start.");
        ParameterSnapshot.Read(network.Parameters, (name, _) => (anew.Contains(name) ? here.First(array => array.Name == name) : there[name]).Values).Restore(network.Parameters);
        return $"{here.Count - anew.Count} of {here.Count} parameters begin as in {_directory}{Rest([.. anew])}.";
    }

    private static string Rest(string[] names) => names.Length == 0 ? "" :
        $"; {names.Length} begin anew: {string.Join(", ", names.Take(NamesShown))}{(names.Length > NamesShown ? ", …" : "")}";

    private static string Json(object options) => Json(writer => OptionJson.Write(writer, options));

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) write(writer);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();
}
