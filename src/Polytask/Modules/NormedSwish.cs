using Polytask.Native;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>
/// What every expert of a bank puts out, normalised over its numbers to mean 0 and variance 1, with a gain and a bias for every number, and then y σ(y), the Swish of it:
/// [experts, batch, width] from [experts, batch, width].
/// </summary>
/// <remarks>
/// Ba, Kiros, Hinton, Layer Normalization, 2016; Ramachandran, Zoph, Le, Searching for Activation Functions, 2017.
/// </remarks>
public sealed class NormedSwish : Block
{
    private const double Smallest = 1e-5;
    private readonly ParameterStack _gain, _bias;
    private readonly object _normed = new(), _scale = new();

    /// <summary>Adds <c>NAME.gain</c> and <c>NAME.bias</c>, each [width], of each expert to the store.</summary>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="members">Names, owners and numbers of the experts.</param>
    /// <param name="shape">The shape of a row of each expert's output.</param>
    public NormedSwish(ParameterStore store, IReadOnlyList<StackMember> members, RowShape shape)
    {
        var width = (OutputShape = shape).Numbers;
        _gain = store.AddStack(members, "gain", [width], _ => static (values, _) => values.Fill(1));
        _bias = store.AddStack(members, "bias", [width], _ => Initialisers.Zero);
    }

    /// <inheritdoc/>
    public override int OutputWidth => OutputShape.Numbers;

    /// <inheritdoc/>
    public override RowShape OutputShape { get; }

    /// <inheritdoc/>
    public override bool HasParameters => true;

    private torch.Tensor Gain => _gain.Value.unsqueeze(1);

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass)
    {
        using var smallest = Smallest.ToScalar();
        var centred = input - Mean(input);
        var scale = Mean(centred * centred).add_(smallest, Scalars.One).rsqrt_();
        var normed = centred.mul_(scale);
        var number = Stretched(normed);
        pass.Save(_normed, normed);
        pass.Save(_scale, scale);
        pass.Save(this, number);
        return number * number.sigmoid();
    }

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        using var minusOne = (-1).ToScalar();
        var (normed, number) = (pass.Saved(_normed), pass.Saved(this));
        // The derivative of y σ is σ + y σ (1 - σ).
        var share = number.sigmoid();
        var swish = number * share;
        var toNumber = swish.addcmul(swish, share, minusOne).add_(share, Scalars.One).mul(cotangent);
        Leave(_gain, (toNumber * normed).sum(dim: -2), pass);
        Leave(_bias, toNumber.sum(dim: -2), pass);
        if (!toInput) return null;
        var toNormed = toNumber.mul_(Gain);
        var along = Mean(toNormed * normed);
        return toNormed.sub_(Mean(toNormed)).addcmul_(normed, along, minusOne).mul_(pass.Saved(_scale));
    }

    private static torch.Tensor Mean(torch.Tensor numbers) => numbers.mean([-1], keepdim: true);

    private torch.Tensor Stretched(torch.Tensor normed) => _bias.Value.unsqueeze(1).addcmul(normed, Gain, Scalars.One);

    /// <summary>Hands over the gradients of all experts, [experts, width] or a stack.</summary>
    private static void Leave(ParameterStack stack, torch.Tensor gradients, Pass pass)
    {
        foreach (var part in stack.Parts)
            pass.Sink.Dense(part.Parameter, gradients.narrow(-2, part.First, part.Count).reshape([.. gradients.shape.AsSpan()[..^2], 1, -1]));
    }
}
