using System.Collections;

namespace Polytask.Runs;

/// <summary>Tensors by name, and where they come from.</summary>
/// <param name="tensors">The tensors, each name once.</param>
/// <param name="source">The file they were read from, for messages.</param>
public sealed class TensorSet(IReadOnlyList<StoredTensor> tensors, string source = "(memory)") : IReadOnlyList<StoredTensor>
{
    private readonly Dictionary<string, StoredTensor> _byName = tensors.ToDictionary(t => t.Name);

    /// <inheritdoc/>
    public int Count => tensors.Count;

    /// <inheritdoc/>
    public StoredTensor this[int index] => tensors[index];

    /// <summary>The numbers of a tensor that must be there, with this type and shape.</summary>
    /// <exception cref="CheckpointException">It is not there or is another; the message says what was expected and what was found.</exception>
    public T[] Require<T>(string name, params IReadOnlyList<long> shape)
        where T : unmanaged
    {
        var expected = $"{ElementType.Of(typeof(T))?.Name} {StoredTensor.Format(shape)}";
        if (_byName.TryGetValue(name, out var tensor) && tensor.As<T>() is { } values && tensor.Shape.SequenceEqual(shape)) return values;
        throw new CheckpointException(
            $"{source}  tensor '{name}': expected {expected}, found {tensor?.ToString() ?? "none of this name"}. "
            + "The file belongs to another run file or was changed: use the run.yaml that lies beside it, or train again.");
    }

    /// <summary>A tensor, or <c>null</c>.</summary>
    public StoredTensor? Find(string name) => _byName.GetValueOrDefault(name);

    /// <inheritdoc/>
    public IEnumerator<StoredTensor> GetEnumerator() => tensors.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
