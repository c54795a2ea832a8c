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
    public override torch.Tensor Forward(torch.Tensor input, Pass pass)
    {
        pass.Save(this, input);
        return torch.addmm(_bias.Value, input, _weight.Value.t(), 1, 1);
    }

    /// <inheritdoc/>
    public override torch.Tensor Pullback(torch.Tensor cotangent, Pass pass)
    {
        _weight.Gradient.addmm_(cotangent.t(), pass.Saved(this));
        _bias.Gradient.add_(cotangent.sum(dim: 0));
        return cotangent.mm(_weight.Value);
    }
}
