using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>The mean of every window of a map.</summary>
[Kind("average_pool")]
public sealed record AveragePoolStage : PoolStage
{
    private protected override Block Create(RowShape input) => new AveragePool(input, Size, Size);
}
