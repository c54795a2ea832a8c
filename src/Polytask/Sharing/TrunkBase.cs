using Polytask.Modules;
using TorchSharp;

namespace Polytask.Sharing;

/// <summary>What stands below the stages of single tasks: gives all of them one representation, or each its own.</summary>
internal abstract class TrunkBase
{
    /// <summary>The shape of a representation.</summary>
    public abstract RowShape OutputShape { get; }

    /// <summary>Whether all tasks read the same representation.</summary>
    public abstract bool IsShared { get; }

    /// <summary>The representations, [tasks, batch, output width]; the shared one, [batch, output width].</summary>
    public abstract torch.Tensor Forward(Pass pass);

    /// <summary>Leaves all gradients, from the cotangent of what <see cref="Forward"/> gave, or a stack.</summary>
    public abstract void Pullback(torch.Tensor cotangent, Pass pass);

    /// <summary>Leaves the gradients of what the base itself adds to the loss.</summary>
    public virtual void PullbackPenalty(Pass pass, double share)
    {
    }
}

/// <summary>A base that is one tower, or a tower of each task side by side on one input layer.</summary>
/// <param name="tower">The tower, or the towers.</param>
/// <param name="isShared">Whether it is one.</param>
/// <param name="penalties">What its parameters add to the loss.</param>
internal sealed class TowerBase(Tower tower, bool isShared = true, IReadOnlyList<ParameterPenalty>? penalties = null) : TrunkBase
{
    /// <inheritdoc/>
    public override RowShape OutputShape => tower.OutputShape;

    /// <inheritdoc/>
    public override bool IsShared => isShared;

    /// <inheritdoc/>
    public override torch.Tensor Forward(Pass pass) => tower.Forward(pass);

    /// <inheritdoc/>
    public override void Pullback(torch.Tensor cotangent, Pass pass) => tower.Pullback(cotangent, pass);

    /// <inheritdoc/>
    public override void PullbackPenalty(Pass pass, double share)
    {
        foreach (var penalty in penalties ?? []) penalty.Pullback(pass, share);
    }
}
