using System.ComponentModel.DataAnnotations;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>A stage that makes one number of every window of a map.</summary>
public abstract record PoolStage : StageOptions
{
    /// <summary>Height and width of a window; windows lie side by side, so that 2 halves height and width.</summary>
    [Range(1, 1024)]
    public int Size { get; init; } = 2;

    /// <inheritdoc/>
    public sealed override bool IsTrained => false;

    /// <inheritdoc/>
    public sealed override Block Create(ParameterStore store, string name, string owner, RowShape input) => Size <= Math.Min(input.Height, input.Width) ? Create(input)
        : throw new ConfigurationException($"{name}: expected maps of at least {Size} × {Size} to pool, found {input}. Pool less, or give the trunk larger images.");

    /// <summary>Builds the block.</summary>
    private protected abstract Block Create(RowShape input);
}
