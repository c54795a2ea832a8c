using Polytask.Modules;
using Polytask.Native;
using TorchSharp;

namespace Polytask.Sharing;

/// <summary>One level of experts whose groups have inputs of their own: those that all tasks share, and those of each task. A gate reads the sum of its task's and the shared ones.</summary>
internal sealed class EmbeddedBase(InputLayer[] inputs, ExpertGroups groups, ExpertLevel level) : TrunkBase
{
    /// <inheritdoc/>
    public override RowShape OutputShape => level.OutputShape;

    /// <inheritdoc/>
    public override bool IsShared => false;

    private int Tasks => inputs.Length - 1;

    /// <inheritdoc/>
    public override torch.Tensor Forward(Pass pass)
    {
        var embedded = torch.stack([.. inputs.Select(layer => layer.Forward(pass))]);
        return level.Forward(groups.Spread(embedded), embedded.narrow(0, 1, Tasks).add(embedded[0], Scalars.One), pass);
    }

    /// <inheritdoc/>
    public override void Pullback(torch.Tensor cotangent, Pass pass)
    {
        var toInputs = inputs[0].Needs(pass);
        var (toExperts, toGates) = level.Pullback(cotangent, pass, toInputs, toInputs);
        if (!toInputs) return;
        var pulled = groups.Collect(toExperts!);
        pulled.narrow(-3, 1, Tasks).add_(toGates!, Scalars.One);
        pulled.select(-3, 0).add_(toGates!.sum(dim: -3), Scalars.One);
        for (var layer = 0; layer < inputs.Length; layer++) inputs[layer].Pullback(pulled.select(-3, layer), pass);
    }
}
