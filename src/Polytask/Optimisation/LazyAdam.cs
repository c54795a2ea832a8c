using Polytask.Catalog;

namespace Polytask.Optimisation;

/// <summary>
/// Adam that leaves rows of embedding tables alone while they have no gradient: neither values nor moments change, so a step costs
/// what its tokens cost. Dense parameters are updated as by AdamW.
/// </summary>
[Kind("lazy_adam", Paper = "Kingma, Ba, Adam: A Method for Stochastic Optimization, ICLR 2015", Url = "https://arxiv.org/abs/1412.6980")]
public sealed record LazyAdam : AdamFamily
{
    /// <inheritdoc/>
    public override Optimiser Create() => new AdamOptimiser(this, decoupledDecay: true, skipsUntouchedRows: true);
}
