using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>A place of a chain that others read, too: rows go through it as they are, and on the way back the cotangent that these others give it is added.</summary>
/// <param name="shape">The shape of a row.</param>
internal sealed class Tap(RowShape shape) : Block
{
    private readonly object _given = new();

    /// <inheritdoc/>
    public override int OutputWidth => shape.Numbers;

    /// <inheritdoc/>
    public override RowShape OutputShape => shape;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass)
    {
        pass.Hold(this, input);
        return input;
    }

    /// <summary>What went through it.</summary>
    public torch.Tensor Read(Pass pass) => pass.Saved(this);

    /// <summary>Gives it a cotangent for its next <see cref="Pullback"/> in the pass.</summary>
    public void Give(torch.Tensor cotangent, Pass pass) => pass.Hold(_given, cotangent);

    /// <inheritdoc/>
    public override torch.Tensor Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true) => pass.Take(_given) is { } given ? cotangent.add(given, Scalars.One) : cotangent;
}
