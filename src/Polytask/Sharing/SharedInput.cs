using Polytask.Modules;
using Polytask.Native;
using TorchSharp;

namespace Polytask.Sharing;

/// <summary>The inputs as they are and behind the stages that all tasks share, for trunks that read both.</summary>
internal sealed class SharedInput(InputLayer input, Block stages, GateInput gates)
{
    /// <summary>The shape of a row behind the stages.</summary>
    public RowShape EncodedShape => stages.OutputShape;

    /// <summary>Numbers per row of what gates read.</summary>
    public int GateWidth => gates switch { GateInput.Raw => input.OutputWidth, GateInput.Encoded => stages.OutputWidth, _ => 1 };

    /// <summary>Whether cotangents behind the stages are wanted in a pass.</summary>
    public bool NeedsEncoded(Pass pass) => input.Needs(pass) || stages.HasParameters;

    /// <summary>Whether cotangents of what gates read are wanted in a pass.</summary>
    public bool NeedsGate(Pass pass) => gates switch { GateInput.Raw => input.Needs(pass), GateInput.Encoded => NeedsEncoded(pass), _ => false };

    /// <summary>The batch behind the stages, and as gates read it; each [batch, its width].</summary>
    public (torch.Tensor Encoded, torch.Tensor Gate) Forward(Pass pass)
    {
        var raw = input.Forward(pass);
        var encoded = stages.Forward(raw, pass);
        return (encoded, gates switch { GateInput.Raw => raw, GateInput.Encoded => encoded, _ => torch.ones(raw.size(0), 1) });
    }

    /// <summary>Leaves all gradients, from the cotangents of both or stacks of them; <c>null</c> where there is none.</summary>
    public void Pullback(torch.Tensor? encoded, torch.Tensor? gate, Pass pass)
    {
        if (gates == GateInput.Encoded) (encoded, gate) = (Sum(encoded, gate), null);
        var toInputs = input.Needs(pass);
        var pulled = encoded is null || !NeedsEncoded(pass) ? null : stages.Pullback(encoded, pass, toInputs);
        if (toInputs && Sum(pulled, gate) is { } all) input.Pullback(all, pass);
    }

    private static torch.Tensor? Sum(torch.Tensor? one, torch.Tensor? other) => one is null ? other : other is null ? one : one.add(other, Scalars.One);
}
