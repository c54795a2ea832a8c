using TorchSharp;

namespace Polytask.Modules;

/// <summary>A named dense parameter: a view of its store's flat memory, and a view of the flat gradients beside it.</summary>
public sealed class Parameter
{
    private readonly int _uses;

    internal Parameter(string name, string owner, long[] shape, long offset, int uses = 1)
    {
        (Name, Owner, Shape, Offset, _uses) = (name, owner, shape, offset, uses);
        Length = shape.Aggregate(1L, (product, size) => product * size);
    }

    /// <summary>A dotted name, unique in the model: <c>trunk.0.weight</c>.</summary>
    public string Name { get; }

    /// <summary><see cref="ParameterStore.Shared"/>, <see cref="ParameterStore.Frozen"/>, or the name of the task it belongs to.</summary>
    public string Owner { get; }

    /// <summary>Whether nothing trains it: blocks leave no gradients of it.</summary>
    public bool IsFrozen => Owner == ParameterStore.Frozen;

    /// <summary>The shape.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>How many numbers it has.</summary>
    public long Length { get; }

    /// <summary>Multiply-adds for each row of a batch: one for every number of a matrix or of a stack of matrices, and of a kernel in every place of its maps.</summary>
    public long MultiplyAdds => Shape.Count > 1 ? Length * _uses : 0;

    /// <summary>The values, with the shape above.</summary>
    public torch.Tensor Value { get; private set; } = null!;

    /// <summary>The gradient, with the shape above; pullbacks add to it.</summary>
    public torch.Tensor Gradient { get; private set; } = null!;

    /// <summary>Where it begins in the flat memory.</summary>
    public long Offset { get; }

    /// <summary>One of several that are stacked in it, of a shape; it lives until the step's dispose scope ends.</summary>
    internal Parameter Part(int index, long count, params long[] shape) => new(Name, Owner, shape, Offset + index * Length / count)
    {
        Value = Value.view([count, .. shape])[index],
        Gradient = Gradient.view([count, .. shape])[index],
    };

    internal void Bind(torch.Tensor values, torch.Tensor gradients)
    {
        using var value = values.narrow(0, Offset, Length);
        using var gradient = gradients.narrow(0, Offset, Length);
        Value = value.view([.. Shape]).DetachFromDisposeScope();
        Gradient = gradient.view([.. Shape]).DetachFromDisposeScope();
    }

    internal void Release()
    {
        Value?.Dispose();
        Gradient?.Dispose();
    }
}
