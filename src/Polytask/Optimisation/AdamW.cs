using Polytask.Catalog;

namespace Polytask.Optimisation;

/// <summary>Adam with decoupled weight decay: every step shrinks the parameters by learning rate × decay, untouched rows of embedding tables too.</summary>
[Kind("adamw", Paper = "Loshchilov, Hutter, Decoupled Weight Decay Regularization, ICLR 2019", Url = "https://arxiv.org/abs/1711.05101")]
public sealed record AdamW : AdamFamily
{
    /// <inheritdoc/>
    public override Optimiser Create() => new AdamOptimiser(this, decoupledDecay: true, skipsUntouchedRows: false);
}
