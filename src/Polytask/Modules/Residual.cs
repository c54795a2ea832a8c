using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>What some blocks make of their input, and the input itself or a simpler block's version of it, added up.</summary>
/// <remarks>He, Zhang, Ren, Sun, Deep Residual Learning for Image Recognition, CVPR 2016.</remarks>
/// <param name="body">The blocks.</param>
/// <param name="shortcut">The simpler block; <c>null</c> where the input has the shape already.</param>
public sealed class Residual(Block body, Block? shortcut) : Block
{
    /// <inheritdoc/>
    public override int OutputWidth => body.OutputWidth;

    /// <inheritdoc/>
    public override RowShape OutputShape => body.OutputShape;

    /// <inheritdoc/>
    public override bool HasParameters => body.HasParameters;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass) =>
        body.Forward(input, pass).add(shortcut is null ? input : shortcut.Forward(input, pass), Scalars.One);

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        var (one, other) = (body.Pullback(cotangent, pass, toInput), shortcut is null ? cotangent : shortcut.Pullback(cotangent, pass, toInput));
        return toInput ? one!.add(other!, Scalars.One) : null;
    }
}
