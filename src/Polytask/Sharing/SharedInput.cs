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

    /// <summary>Whether anything is to be learnt from cotangents behind the stages.</summary>
    public bool LearnsEncoded => input.HasParameters || stages.HasParameters;

    /// <summary>Whether anything is to be learnt from cotangents of what gates read.</summary>
    public bool LearnsGate => gates switch { GateInput.Raw => input.HasParameters, GateInput.Encoded => LearnsEncoded, _ => false };

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
        var pulled = encoded is null || !LearnsEncoded ? null : stages.Pullback(encoded, pass, input.HasParameters);
        if (input.HasParameters && Sum(pulled, gate) is { } all) input.Pullback(all, pass);
    }

    private static torch.Tensor? Sum(torch.Tensor? one, torch.Tensor? other) => one is null ? other : other is null ? one : one.add(other, Scalars.One);
}
