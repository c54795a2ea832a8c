using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>The function between two layers.</summary>
public enum ActivationFunction
{
    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>None: the layer is linear.</summary>
    None,
}

/// <summary>Applies a function to every number. Its pullback needs only the output.</summary>
public sealed class Activation(ActivationFunction function, RowShape shape) : Block
{
    /// <inheritdoc/>
    public override int OutputWidth => shape.Numbers;

    /// <inheritdoc/>
    public override RowShape OutputShape => shape;

    /// <summary>The same function for rows of another shape.</summary>
    internal Activation Of(RowShape other) => new(function, other);

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass)
    {
        var output = function switch
        {
            ActivationFunction.Relu => input.relu(),
            ActivationFunction.Tanh => input.tanh(),
            _ => input,
        };
        pass.Save(this, output);
        return output;
    }

    /// <inheritdoc/>
    public override torch.Tensor Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        var output = pass.Saved(this);
        return function switch
        {
            ActivationFunction.Relu => cotangent * output.sign(),
            ActivationFunction.Tanh => cotangent * (output * output).neg_().add_(Scalars.One, Scalars.One),
            _ => cotangent,
        };
    }
}
