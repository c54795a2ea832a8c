namespace Polytask.Runs;

/// <summary>Everything that training needs to go on bit for bit; training alone knows what it means.</summary>
/// <param name="State">Counters, random streams and the like, as text.</param>
/// <param name="Tensors">Parameters and the optimiser's numbers.</param>
public sealed record Checkpoint(IReadOnlyDictionary<string, string> State, TensorSet Tensors);

/// <summary>Checkpoints on disk: a safetensors file whose metadata hold the state.</summary>
public static class CheckpointFile
{
    private const string StatePrefix = "state.";
    private static readonly FileFormat Format = new("polytask.checkpoint", 1);

    /// <summary>Writes a checkpoint, whole or not at all.</summary>
    /// <exception cref="CheckpointException">It cannot be written; the one that stood there stands there still.</exception>
    public static void Write(string path, Checkpoint checkpoint)
    {
        var metadata = checkpoint.State.ToDictionary(s => StatePrefix + s.Key, s => s.Value);
        Format.AddTo(metadata);
        SafeTensors.Write(path, metadata, checkpoint.Tensors);
    }

    /// <summary>Reads a checkpoint.</summary>
    /// <exception cref="CheckpointException">It cannot be read, is damaged, or is of another version.</exception>
    public static Checkpoint Read(string path)
    {
        var (metadata, tensors) = SafeTensors.Read(path);
        Format.Require(metadata, path);
        var state = metadata.Where(m => m.Key.StartsWith(StatePrefix, StringComparison.Ordinal)).ToDictionary(m => m.Key[StatePrefix.Length..], m => m.Value);
        return new(state, tensors);
    }
}
