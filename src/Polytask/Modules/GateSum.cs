using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>Gates whose weights are added up: [gates, batch, experts].</summary>
/// <param name="one">The one gates.</param>
/// <param name="other">The others, as many of them on as many experts.</param>
public sealed class GateSum(Block one, Block other) : Block
{
    /// <inheritdoc/>
    public override int OutputWidth => one.OutputWidth;

    /// <inheritdoc/>
    public override bool HasParameters => true;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass) => one.Forward(input, pass).add(other.Forward(input, pass), Scalars.One);

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        var (first, second) = (one.Pullback(cotangent, pass, toInput), other.Pullback(cotangent, pass, toInput));
        return toInput ? first!.add(second!, Scalars.One) : null;
    }
}
