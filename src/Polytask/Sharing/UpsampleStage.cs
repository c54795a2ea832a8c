using System.ComponentModel.DataAnnotations;
using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>Makes maps larger: the opposite of pooling.</summary>
[Kind("upsample")]
public sealed record UpsampleStage : StageOptions
{
    /// <summary>How many times as high and as wide.</summary>
    [Range(1, 64)]
    public int Factor { get; init; } = 2;

    /// <summary>What stands between the numbers of the map.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Bilinear;

    /// <inheritdoc/>
    public override bool IsTrained => false;

    /// <inheritdoc/>
    public override Block Create(ParameterStore store, string name, string owner, RowShape input) => new Upsample(input, Factor * input.Height, Factor * input.Width, Interpolation);
}
