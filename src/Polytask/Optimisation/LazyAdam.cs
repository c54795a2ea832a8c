using Polytask.Catalog;

namespace Polytask.Optimisation;

/// <summary>Placeholder until the kernels land.</summary>
[Kind("lazy_adam")]
public sealed record LazyAdam : OptimiserOptions
{
    /// <inheritdoc/>
    public override Optimiser Create() => throw new NotSupportedException();
}
