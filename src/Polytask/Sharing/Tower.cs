using Polytask.Modules;
using TorchSharp;

namespace Polytask.Sharing;

/// <summary>An input layer and the stages after it.</summary>
public sealed class Tower(InputLayer input, Block stages)
{
    /// <summary>Numbers per row of the representation.</summary>
    public int OutputWidth => stages.OutputWidth;

    /// <summary>The representation of the pass's batch, [batch, output width].</summary>
    public torch.Tensor Forward(Pass pass) => stages.Forward(input.Forward(pass), pass);

    /// <summary>Adds all gradients, from the cotangent of the representation.</summary>
    public void Pullback(torch.Tensor cotangent, Pass pass) => input.Pullback(stages.Pullback(cotangent, pass), pass);
}
