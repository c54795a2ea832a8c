using Polytask.Modules;
using TorchSharp;

namespace Polytask.Sharing;

/// <summary>A level of experts, with a gate on the numbers that each group of them reads.</summary>
internal sealed class GatedLevel(FeatureGates features, ExpertGroups groups, ExpertLevel level)
{
    /// <summary>Numbers per row of what a reader gets.</summary>
    public RowShape OutputShape => level.OutputShape;

    /// <summary>What readers get, [readers, batch, output width].</summary>
    /// <param name="inputs">What each group reads, [groups, batch, width], or [batch, width] for all.</param>
    /// <param name="gateInput">What each reader's gates read, [readers, batch, width], or [batch, width] for all.</param>
    /// <param name="pass">The pass.</param>
    public torch.Tensor Forward(torch.Tensor inputs, torch.Tensor gateInput, Pass pass) => level.Forward(groups.Spread(features.Forward(inputs, pass)), gateInput, pass);

    /// <summary>Leaves all gradients and pulls a cotangent [readers, batch, output width], or a stack, back to both inputs where they are wanted.</summary>
    public (torch.Tensor? Inputs, torch.Tensor? GateInput) Pullback(torch.Tensor cotangent, Pass pass, bool toInputs)
    {
        var (toExperts, toGates) = level.Pullback(cotangent, pass, true, toInputs);
        return (features.Pullback(groups.Collect(toExperts!), pass, toInputs), toGates);
    }
}
