using Polytask.Modules;
using TorchSharp;

namespace Polytask.Sharing;

/// <summary>A trunk of branches: one representation for each group of tasks at its end.</summary>
/// <param name="inputs">The input layers, one for each group at the bottom.</param>
/// <param name="stages">The stages; they take what one layer gives, [batch, width], or that of several side by side, and give the groups' representations in the same form.</param>
/// <param name="groups">How many groups there are at the end.</param>
/// <param name="representationOf">The group of each task.</param>
internal sealed class BranchedTrunk(IReadOnlyList<InputLayer> inputs, Block stages, int groups, IReadOnlyList<int> representationOf) : SharingTrunk
{
    /// <inheritdoc/>
    public override IReadOnlyList<int> RepresentationOf => representationOf;

    /// <inheritdoc/>
    public override IReadOnlyList<RowShape> Shapes { get; } = [.. Enumerable.Repeat(stages.OutputShape, groups)];

    /// <inheritdoc/>
    public override torch.Tensor?[] Forward(ReadOnlySpan<bool> needed, Pass pass)
    {
        var rows = inputs.Count == 1 ? inputs[0].Forward(pass) : torch.stack([.. inputs.Select(layer => layer.Forward(pass))]);
        var representations = stages.Forward(rows, pass);
        return groups == 1 ? [representations] : SideBySide.Apart(representations, needed);
    }

    /// <inheritdoc/>
    public override void Pullback(ReadOnlySpan<torch.Tensor?> cotangents, Pass pass)
    {
        if ((groups == 1 ? cotangents[0] : SideBySide.Together(cotangents)) is not { } cotangent) return;
        var toInputs = inputs[0].Needs(pass);
        if (stages.Pullback(cotangent, pass, toInputs) is not { } pulled || !toInputs) return;
        for (var group = 0; group < inputs.Count; group++) inputs[group].Pullback(inputs.Count == 1 ? pulled : pulled.select(-3, group), pass);
    }
}
