using Polytask.Modules;
using Polytask.Native;
using TorchSharp;

namespace Polytask.Sharing;

/// <summary>
/// Two levels of experts: the first gives one representation that all tasks share and one for each category of tasks, the second makes of these a representation of each task. A task's
/// gates read its category's representation and the shared one side by side.
/// </summary>
internal sealed class HierarchyBase(Tower input, GatedLevel meta, GatedLevel tasks, TaskCategories categories) : TrunkBase
{
    /// <inheritdoc/>
    public override RowShape OutputShape => tasks.OutputShape;

    /// <inheritdoc/>
    public override bool IsShared => false;

    private int Width => meta.OutputShape.Numbers;

    /// <inheritdoc/>
    public override torch.Tensor Forward(Pass pass)
    {
        var encoded = input.Forward(pass);
        var met = meta.Forward(encoded, encoded, pass);
        var ofTasks = met.index_select(0, OfTasks());
        return tasks.Forward(torch.cat([met, ofTasks], 0), torch.cat([ofTasks, met[0].expand(ofTasks.shape)], -1), pass);
    }

    /// <inheritdoc/>
    public override void Pullback(torch.Tensor cotangent, Pass pass)
    {
        var (toInputs, toGates) = tasks.Pullback(cotangent, pass, true);
        var count = 1 + categories.Count;
        var toMeta = toInputs!.narrow(-3, 0, count);
        var toOwn = toInputs.narrow(-3, count, categories.OfTask.Count).add(toGates!.narrow(-1, 0, Width), Scalars.One);
        toMeta.index_add_(toMeta.dim() - 3, OfTasks(), toOwn, Scalars.One);
        toMeta.select(-3, 0).add_(toGates.narrow(-1, Width, Width).sum(dim: -3), Scalars.One);
        var toEncoded = input.Needs(pass);
        var (encoded, gate) = meta.Pullback(toMeta, pass, toEncoded);
        if (toEncoded) input.Pullback(encoded!.add(gate!, Scalars.One), pass);
    }

    /// <summary>The place of every task's category among the representations of the first level.</summary>
    private torch.Tensor OfTasks() => torch.tensor([.. categories.OfTask.Select(category => 1L + category)]);
}
