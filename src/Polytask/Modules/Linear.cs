using Polytask.Modules.Kernels;
using TorchSharp;

namespace Polytask.Modules;

/// <summary>y = x Wᵀ + b.</summary>
public sealed class Linear : Block
{
    private readonly Parameter _weight;
    private readonly Parameter _bias;

    /// <summary>Adds <c>NAME.weight</c> [outputs, inputs] and <c>NAME.bias</c> [outputs] to the store.</summary>
    public Linear(ParameterStore store, string name, string owner, int inputs, int outputs)
    {
        _weight = store.Add($"{name}.weight", owner, [outputs, inputs], Initialisers.FanIn(inputs));
        _bias = store.Add($"{name}.bias", owner, [outputs], Initialisers.Zero);
        OutputWidth = outputs;
    }

    /// <inheritdoc/>
    public override int OutputWidth { get; }

    /// <inheritdoc/>
    public override bool HasParameters => !_weight.IsFrozen;

    /// <inheritdoc/>
    public override torch.Tensor Forward(torch.Tensor input, Pass pass)
    {
        pass.Save(this, input);
        return torch.addmm(_bias.Value, input, _weight.Value.t(), 1, 1);
    }

    /// <inheritdoc/>
    public override torch.Tensor? Pullback(torch.Tensor cotangent, Pass pass, bool toInput = true)
    {
        if (HasParameters) pass.Sink.Linear(_weight, _bias, pass.Saved(this), cotangent);
        if (!toInput) return null;
        return cotangent.dim() == 2 ? cotangent.mm(_weight.Value)
            : SharedZeros.AreMany(cotangent) ? StackProduct.Of(cotangent, _weight.Value)
            : cotangent.reshape(-1, OutputWidth).mm(_weight.Value).view(cotangent.size(0), cotangent.size(1), -1);
    }
}
