using Polytask.Models;
using Polytask.Runs;
using Polytask.Sharing;

namespace Polytask.Inference;

/// <summary>Weights that others have trained, in a file of the safetensors format, from which stages of a trunk begin.</summary>
public sealed class PretrainedWeights
{
    private const int NamesShown = 6;
    private readonly string _path;
    private readonly TensorSet _tensors;

    private PretrainedWeights(string path, TensorSet tensors) => (_path, _tensors) = (path, tensors);

    /// <summary>Reads a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <exception cref="CheckpointException">It cannot be read, is damaged, or holds numbers of another type.</exception>
    public static PretrainedWeights Read(string path) => new(path, SafeTensors.Read(path).Tensors);

    /// <summary>Gives a new model the weights and statistics that the file has by the names that the stages state; every copy of a stage begins alike.</summary>
    /// <param name="network">The new model.</param>
    /// <param name="trunk">The stages of its trunk.</param>
    /// <returns>What was found, in words.</returns>
    /// <exception cref="ConfigurationException">Nothing was found.</exception>
    public string Begin(MultiTaskModel network, IReadOnlyList<StageOptions> trunk)
    {
        var (named, found, missing, reshaped) = (0, new Dictionary<string, float[]>(), new List<string>(), new List<string>());
        var unused = _tensors.Where(tensor => tensor.Shape.Count > 0).Select(tensor => tensor.Name).ToHashSet();
        var here = ParameterSnapshot.Take(network.Parameters);
        foreach (var (stage, names) in trunk.Select(stage => stage.PretrainedNames.ToArray()).Index())
            foreach (var array in here.Arrays)
            {
                if (Array.Find(names, pair => IsPart(array.Name, $"trunk.{stage}.", pair.Here)).There is not { } name) continue;
                named++;
                unused.Remove(name);
                if (_tensors.Find(name) is not { } tensor) missing.Add(name);
                else if (tensor.As<float>() is { } values && tensor.Shape.SequenceEqual(array.Shape)) found[array.Name] = values;
                else reshaped.Add($"{name} {tensor}, here [{string.Join(", ", array.Shape)}]");
            }
        if (found.Count == 0)
            throw new ConfigurationException($"pretrained: expected weights by torchvision's names in {_path}, such as {trunk.SelectMany(stage => stage.PretrainedNames).First().There}, found none that fit{Part("there is", [.. unused])}. Choose the stage and the depth that the file was made of.");
        ParameterSnapshot.Read(network.Parameters, (name, _) => found.GetValueOrDefault(name) ?? here.Arrays.First(array => array.Name == name).Values).Restore(network.Parameters);
        return $"{found.Count} of {named} weights and statistics of the trunk begin as in {_path}{Part("not there", missing)}{Part("of another shape there", reshaped)}{Part("not used of it", [.. unused])}.";
    }

    /// <summary>Whether a name is that of a stage's part, in whatever tower or expert: these stand before and behind the stage's place.</summary>
    private static bool IsPart(string name, string stage, string part) =>
        name.EndsWith($".{part}", StringComparison.Ordinal) && $".{name}".Contains($".{stage}", StringComparison.Ordinal);

    private static string Part(string what, IReadOnlyList<string> names) =>
        names.Count == 0 ? "" : $"; {what}: {string.Join(", ", names.Distinct().Take(NamesShown))}{(names.Distinct().Count() > NamesShown ? ", …" : "")}";
}
