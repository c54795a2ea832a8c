using Polytask.Modules;
using TorchSharp;

namespace Polytask.Sharing;

/// <summary>Everything between the rows and the heads. Gives every task a representation; tasks may read the same one.</summary>
public abstract class SharingTrunk
{
    /// <summary>Which representation each task reads.</summary>
    public abstract IReadOnlyList<int> RepresentationOf { get; }

    /// <summary>The shape of a row of each representation.</summary>
    public abstract IReadOnlyList<RowShape> Shapes { get; }

    /// <summary>What tasks predict on the way to their predictions, in training alone.</summary>
    public virtual IReadOnlyList<InitialPrediction> Initial => [];

    /// <summary>
    /// The architecture that training has settled on, for trunks that learn what to share: options that a new run can train. <c>null</c> where nothing was to be decided.
    /// </summary>
    public virtual SharingOptions? Settled => null;

    /// <summary>Computes the representations that are needed, each [batch, its width]; the others stay <c>null</c>.</summary>
    public abstract torch.Tensor?[] Forward(ReadOnlySpan<bool> needed, Pass pass);

    /// <summary>
    /// Leaves all gradients in the pass's sink, from the cotangents of the representations; <c>null</c> where a representation was not
    /// needed. Each may be a stack of cotangents, [tasks, batch, its width].
    /// </summary>
    public abstract void Pullback(ReadOnlySpan<torch.Tensor?> cotangents, Pass pass);

    /// <summary>
    /// Leaves the gradients of what the architecture itself adds to the loss in the pass's sink, after <see cref="Forward"/> in the same pass: the mean over the
    /// batch, times a share.
    /// </summary>
    public virtual void PullbackPenalty(Pass pass, double share)
    {
    }
}
