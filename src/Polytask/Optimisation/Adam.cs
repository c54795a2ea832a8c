using Polytask.Catalog;

namespace Polytask.Optimisation;

/// <summary>Adam, exactly, on embedding tables too: the moments of rows without a gradient decay, so every step costs what the tables cost. Weight decay is added to the gradient.</summary>
[Kind("adam", Paper = "Kingma, Ba, Adam: A Method for Stochastic Optimization, ICLR 2015", Url = "https://arxiv.org/abs/1412.6980")]
public sealed record Adam : AdamFamily
{
    /// <inheritdoc/>
    public override Optimiser Create() => new AdamOptimiser(this, decoupledDecay: false, skipsUntouchedRows: false);
}
