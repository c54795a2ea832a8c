using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>The largest number of every window of a map.</summary>
[Kind("max_pool")]
public sealed record MaxPoolStage : PoolStage
{
    private protected override Block Create(RowShape input) => new MaxPool(input, Size);
}
