namespace Polytask.Modules;

/// <summary>What an architecture adds to the loss for parameters alone, whatever the rows.</summary>
internal abstract class ParameterPenalty
{
    /// <summary>Leaves the gradients of a share of it in the pass's sink.</summary>
    public abstract void Pullback(Pass pass, double share);
}
