using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// A piece of a network that knows its own pullback: the derivative of a scalar with respect to its output becomes the derivative
/// with respect to its input, and the gradients of its parameters are left on the way. A bank, which is many blocks of one shape, has one
/// dimension more in front of the batch, [experts, batch, width]; where its input has none, all of them read the same.
/// </summary>
public abstract class Block
{
    /// <summary>Numbers per row of the output.</summary>
    public abstract int OutputWidth { get; }

    /// <summary>How these numbers lie.</summary>
    public virtual RowShape OutputShape => OutputWidth;

    /// <summary>Computes [batch, output width] from [batch, input width].</summary>
    public abstract torch.Tensor Forward(torch.Tensor input, Pass pass);

    /// <summary>Whether it has parameters that are trained.</summary>
    public virtual bool HasParameters => false;

    /// <summary>
    /// Pulls a cotangent [batch, output width] back to [batch, input width], after <see cref="Forward"/> in the same pass, and leaves
    /// the gradients of its parameters in the pass's sink. A stack of cotangents, [tasks, batch, output width], becomes a stack.
    /// </summary>
    /// <param name="cotangent">The cotangent or the stack; it stays as it is.</param>
    /// <param name="pass">The pass.</param>
    /// <param name="toInput">Whether the result is wanted; otherwise it may be <c>null</c>.</param>
    public abstract torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true);

    /// <summary>
    /// Leaves the gradients of what the block itself adds to the loss, the mean over the batch times a share, after <see cref="Forward"/> in the same pass; blocks that
    /// add nothing do nothing.
    /// </summary>
    /// <param name="pass">The pass.</param>
    /// <param name="share">The share.</param>
    /// <param name="toInput">Whether the cotangent of the input is wanted.</param>
    public virtual torch.Tensor? PullbackPenalty(Pass pass, double share, bool toInput) => null;

    /// <summary>The same with a changed block in it, where it stands around one.</summary>
    internal virtual Block Around(Func<Block, Block> change) => this;
}
