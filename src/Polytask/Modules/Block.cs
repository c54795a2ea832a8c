using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// A piece of a network that knows its own pullback: the derivative of a scalar with respect to its output becomes the derivative
/// with respect to its input, and its parameters' gradients are added up on the way.
/// </summary>
public abstract class Block
{
    /// <summary>Numbers per row of the output.</summary>
    public abstract int OutputWidth { get; }

    /// <summary>Computes [batch, output width] from [batch, input width].</summary>
    public abstract torch.Tensor Forward(torch.Tensor input, Pass pass);

    /// <summary>Pulls a cotangent [batch, output width] back to [batch, input width], after <see cref="Forward"/> in the same pass.</summary>
    public abstract torch.Tensor Pullback(torch.Tensor cotangent, Pass pass);
}
