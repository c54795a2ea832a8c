using Polytask.Modules;
using Polytask.Native;
using TorchSharp;

namespace Polytask.Sharing;

/// <summary>Experts, and gates through which readers mix them.</summary>
/// <param name="experts">The bank of experts.</param>
/// <param name="groups">Which experts read what; the first level's all read the same.</param>
/// <param name="gates">The gates, [readers, batch, experts].</param>
/// <param name="readers">How many readers there are: every group, or those behind the first.</param>
internal sealed class ExpertLevel(Block experts, ExpertGroups groups, Block gates, int readers)
{
    /// <summary>Mixes the experts; by default each reader trains all that it reads.</summary>
    public Mixture Mixture { private get; init; } = new();

    /// <summary>The gates.</summary>
    public Block Gates => gates;

    /// <summary>Whether one reader stands for all tasks.</summary>
    public bool IsForAll { get; init; }

    /// <summary>The shape of what a reader gets.</summary>
    public RowShape OutputShape => experts.OutputShape;

    /// <summary>What readers get, [readers, batch, output width], where all experts read the same, [batch, width], and all gates, too.</summary>
    public torch.Tensor Forward(torch.Tensor input, torch.Tensor gateInput, Pass pass) =>
        Mixture.Forward(experts.Forward(input, pass), gates.Forward(gateInput, pass), pass);

    /// <summary>What readers get where each group and its reader have an input of their own, [groups, batch, width].</summary>
    public torch.Tensor Forward(torch.Tensor inputs, Pass pass) =>
        Forward(groups.Spread(inputs), inputs.narrow(0, groups.Count - readers, readers), pass);

    /// <summary>Leaves all gradients and pulls a cotangent [readers, batch, output width], or a stack, back to the input of experts and that of gates, where they are wanted.</summary>
    public (torch.Tensor? Input, torch.Tensor? GateInput) Pullback(torch.Tensor cotangent, Pass pass, bool toInput, bool toGateInput)
    {
        var (toExperts, toGates) = Mixture.Pullback(cotangent, pass);
        return (experts.Pullback(toExperts, pass, toInput), gates.Pullback(toGates, pass, toGateInput));
    }

    /// <summary>Leaves all gradients and pulls back to the groups' inputs, [groups, batch, width] or a stack.</summary>
    public torch.Tensor Pullback(torch.Tensor cotangent, Pass pass)
    {
        var (toExperts, toGates) = Pullback(cotangent, pass, true, true);
        var pulled = groups.Collect(toExperts!);
        pulled.narrow(-3, groups.Count - readers, readers).add_(toGates!, Scalars.One);
        return pulled;
    }
}
